package io.sluice.feature.links.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.http.Calls;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody makes links to what they may not do themselves, and wrong wishes are told. */
abstract class LinkMakingContract extends LinksFixture {
    @Test
    void nobodyHandsOnWhatTheyMayNotDoThemselves() {
        Calls reader = keyed("{\"role\":\"reader\",\"buckets\":[\"files\"],\"prefixes\":[\"shown/\"]}");

        reader.call("POST", LINKS, utf8(wish("GET", "shown/a").encode())).has(201);
        reader.call("POST", LINKS, utf8(wish("GET", "hidden/a").encode())).isProblem(403, "forbidden");
        reader.call("POST", LINKS, utf8(wish("PUT", "shown/a").encode())).isProblem(403, "forbidden");
        anybody().call("POST", LINKS, utf8(wish("GET", "shown/a").encode())).isProblem(401, "unauthenticated");
        admin().call(
                        "POST",
                        "/api/v1/buckets/sluice-system/links",
                        utf8(wish("GET", "a").encode()))
                .isProblem(404, "bucket-not-found");
        JsonArray items = reader.call("POST", LINKS, utf8("{\"keys\":[\"shown/a\",\"hidden/a\"],\"kind\":\"sluice\"}"))
                .has(200)
                .json()
                .getJsonArray("items");
        assertThat(items.getJsonObject(0).getString("url")).contains("/l/");
        assertThat(items.getJsonObject(1).getString("code")).isEqualTo("forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"key\":7}",
                "{\"key\":\"a\",\"keys\":[\"b\"]}",
                "{\"keys\":[]}",
                "{\"keys\":[7]}",
                "{\"key\":\"a\",\"method\":\"DELETE\"}",
                "{\"key\":\"a\",\"kind\":\"ftp\"}",
                "{\"key\":\"a\",\"expiresIn\":0}",
                "{\"key\":\"a\",\"expiresIn\":604801}",
                "{\"key\":\"a\",\"expiresIn\":1.5}",
                "{\"key\":\"a\",\"expiresIn\":\"tomorrow\"}",
                "{\"key\":\"a\",\"once\":\"yes\"}",
                "{\"key\":\"a\",\"maxBytes\":5}",
                "{\"key\":\"a\",\"parts\":5}",
                "{\"key\":\"a\",\"download\":\"\"}",
                "{\"key\":\"a\",\"method\":\"PUT\",\"maxBytes\":0}",
                "{\"key\":\"a\",\"method\":\"PUT\",\"size\":-1}",
                "{\"key\":\"a\",\"method\":\"PUT\",\"parts\":1001}",
                "{\"key\":\"a\",\"method\":\"PUT\",\"parts\":2,\"once\":true}",
                "{\"keys\":[\"a\"],\"method\":\"PUT\",\"parts\":2}",
                "{\"key\":\"a\",\"method\":\"PUT\",\"contentType\":\"a\\nb\"}",
                "{\"key\":\"a\",\"method\":\"PUT\",\"download\":\"a\"}",
                "{\"key\":\"a\",\"colour\":\"red\"}",
                "[]"
            })
    void whatIsNoWishIsRefused(String body) {
        admin().call("POST", LINKS, utf8(body)).isProblem(400, "invalid-body");
    }

    @Test
    void toABucketThatIsNotThereThereIsNoLink() {
        for (String kind : List.of("{\"key\":\"a\"}", "{\"key\":\"a\",\"method\":\"PUT\",\"parts\":1}")) {
            admin().call("POST", "/api/v1/buckets/nowhere/links", utf8(kind)).isProblem(404, "bucket-not-found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT"})
    void whereNobodyElseReachesTheStoreNoLinkLeadsThere(String method) {
        String links = "/api/v1/buckets/owned/links";
        JsonObject wish = new JsonObject().put("method", method).put("key", "a");

        assertThat(link(admin(), links, wish).getString("kind")).isEqualTo("sluice");
        admin().call("POST", links, utf8(wish.put("kind", "s3").encode())).isProblem(501, "not-supported");
    }

    @Test
    void aFieldThatIsNullIsNotThere() {
        JsonObject link = link(wish("PUT", "null").putNull("parts").putNull("once"));

        assertThat(link.containsKey("uploadId")).isFalse();
    }

    @Test
    void aThousandLongKeysGetTheirLinks() {
        JsonArray keys = new JsonArray();
        IntStream.range(0, 1000).forEach(i -> keys.add("%04d/".formatted(i) + "long/".repeat(150) + "x"));

        JsonArray items = admin().call(
                        "POST", LINKS, utf8(new JsonObject().put("keys", keys).encode()))
                .has(200)
                .json()
                .getJsonArray("items");

        assertThat(items.stream().map(JsonObject.class::cast).map(item -> item.getString("key")))
                .containsExactlyElementsOf(keys.stream().map(String.class::cast).toList());
        assertThat(items.getJsonObject(999).getString("url")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../b", "/a", "a//b", "a\\u0000b", "."})
    void aKeyThatLeavesItsBucketIsNone(String key) {
        admin().call("POST", LINKS, utf8("{\"key\":\"" + key + "\"}")).isProblem(400, "invalid-key");
    }
}
