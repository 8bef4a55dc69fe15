package io.sluice.feature.links.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Command;
import io.sluice.testing.Tools;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Links that MinIO answers, used by curl and by boto3 at the public endpoint: an nginx. Sluice, which has made them, is asked for
 * nothing then. They are signed by key pairs of their own, that may do nothing in other buckets.
 */
class PresignedIT extends PresignedFixture {
    @Test
    void curlReadsStoresAndStoresInPartsWhereTheStoreIsReached() throws IOException {
        put("read", "hello");
        JsonObject get = link(wish("GET", "read"));
        JsonObject put = link(
                wish("PUT", "a b+ü/stored").put("contentType", "text/plain").put("size", 5));
        JsonObject several = link(wish("PUT", "several").put("parts", 2));
        Path first = Files.write(folder().resolve("first"), new byte[5 << 20]);

        assertThat(get.getString("url")).startsWith(publicEndpoint() + "/" + BUCKET + "/files/read?");
        assertThat(get.getString("kind")).isEqualTo("s3");
        assertThat(curl(get)).isEqualTo("hello\n200");
        assertThat(curl(put, "--data-binary", "12345")).endsWith("200");
        JsonArray parts = several.getJsonArray("parts");
        String one = partTag(parts.getJsonObject(0), "@" + first);
        String two = partTag(parts.getJsonObject(1), "end");
        assertThat(curl(several.getJsonObject("complete"), "--data-binary", completion(one, two)))
                .endsWith("200");

        Reply stored = admin().call("GET", "/api/v1/buckets/files/objects/a%20b%2B%C3%BC/stored")
                .has(200);
        assertThat(stored.text()).isEqualTo("12345");
        assertThat(stored.header("Content-Type")).hasValue("text/plain");
        assertThat(stored.header("X-Owner")).hasValue("admin");
        Reply joined =
                admin().call("HEAD", "/api/v1/buckets/files/objects/several").has(200);
        assertThat(joined.header("Content-Length")).hasValue(Integer.toString((5 << 20) + 3));
        assertThat(joined.header("X-Owner")).hasValue("admin");
    }

    @Test
    void aPartialUploadIsDroppedByItsLink() {
        JsonObject several = link(wish("PUT", "dropped").put("parts", 1));
        partTag(several.getJsonArray("parts").getJsonObject(0), "x");

        assertThat(curl(several.getJsonObject("abort"))).endsWith("204");

        assertThat(curl(several.getJsonArray("parts").getJsonObject(0), "--data-binary", "x"))
                .contains("NoSuchUpload")
                .endsWith("404");
    }

    @Test
    void boto3UsesThemWithoutCredentials() throws IOException {
        put("expired", "x");
        put("changed", "x");
        JsonObject expired = link(wish("GET", "expired").put("expiresIn", 1));
        JsonObject changed = link(wish("GET", "changed"));
        JsonObject input = new JsonObject()
                .put("endpoint", publicEndpoint().toString())
                .put("bucket", BUCKET)
                .put("key", "unused")
                .put("body", "by boto3")
                .put("put", link(wish("PUT", "boto3").put("contentType", "text/plain")))
                .put("get", link(wish("GET", "boto3")))
                .put(
                        "several",
                        link(wish("PUT", "boto3-parts").put("parts", 2)).put("get", link(wish("GET", "boto3-parts"))))
                .put(
                        "refused",
                        new JsonObject()
                                .put("expired", expired)
                                .put("key", replaced(changed, "/changed?", "/expired?"))
                                .put("longer", replaced(changed, "X-Amz-Expires=3600", "X-Amz-Expires=36000")));
        untilGone(expired);

        List<String> lines = python(input);

        assertThat(lines)
                .containsExactly(
                        "put\tby boto3\ttext/plain",
                        "parts\t6291464\tTrue",
                        "expired\tAccessDenied",
                        "key\tSignatureDoesNotMatch",
                        "longer\tSignatureDoesNotMatch");
    }

    private static JsonObject replaced(JsonObject link, String one, String other) {
        String url = link.getString("url");
        assertThat(url).contains(one);
        return link.copy().put("url", url.replace(one, other));
    }

    private static void untilGone(JsonObject link) {
        Instant end = Instant.parse(link.getString("expiresAt"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Instant.now().isAfter(end.plusSeconds(1)));
    }

    private List<String> python(JsonObject input) throws IOException {
        Path script = folder().resolve("presigned.py");
        try (InputStream source = PresignedIT.class.getResourceAsStream("/links/presigned.py")) {
            Files.write(script, Objects.requireNonNull(source).readAllBytes());
        }
        Path wishes = Files.writeString(folder().resolve("wishes.json"), input.encode());
        return Command.of(Tools.find("python-tests"), script.toString(), wishes.toString())
                .run(folder(), Map.of("PYTHONIOENCODING", "utf-8", "AWS_EC2_METADATA_DISABLED", "true"), PATIENCE)
                .lines()
                .toList();
    }

    @Test
    void whatWasNotSignedIsRefused() {
        put("signed", "hello");
        JsonObject get = link(wish("GET", "signed"));
        JsonObject put =
                link(wish("PUT", "signed").put("contentType", "text/plain").put("size", 5));

        assertThat(curl(get.copy().put("method", "DELETE"))).endsWith("403");
        assertThat(curl(get.copy().put("method", "PUT"), "--data-binary", "x")).endsWith("403");
        assertThat(curl(replaced(get, "X-Amz-Signature=", "X-Amz-Signature=0"))).endsWith("403");
        assertThat(curl(with(put, "content-length", "6"), "--data-binary", "123456"))
                .endsWith("403");
        assertThat(curl(with(put, "content-type", "text/html"), "--data-binary", "12345"))
                .endsWith("403");
        assertThat(curl(with(put, "x-amz-meta-sluice-owner", "eve"), "--data-binary", "12345"))
                .endsWith("403");
        assertThat(curl(with(put, "x-amz-meta-sluice-sha256", "eve"), "--data-binary", "12345"))
                .contains("headers present in the request which were not signed");
        assertThat(curl(get)).isEqualTo("hello\n200");
    }

    private static JsonObject with(JsonObject link, String header, String value) {
        return link.copy().mergeIn(new JsonObject().put("headers", new JsonObject().put(header, value)), true);
    }

    @Test
    void theKeysThatAreSeenAreNotThatOfSluice() {
        assertThat(link(wish("GET", "any")).getString("url"))
                .contains("X-Amz-Credential=" + READING_KEY + "%2F")
                .doesNotContain(minio().accessKey());
        assertThat(link(wish("PUT", "any")).getString("url"))
                .contains("X-Amz-Credential=" + WRITING_KEY + "%2F")
                .doesNotContain(minio().accessKey());
    }

    @Test
    void aLinkToReadHoldsAnHourAndOneToStoreFiveMinutes() {
        assertThat(link(wish("GET", "any")).getString("url")).contains("X-Amz-Expires=3600&");
        assertThat(link(wish("PUT", "any")).getString("url")).contains("X-Amz-Expires=300&");
        assertThat(link(wish("GET", "any").put("expiresIn", 604800)).getString("url"))
                .contains("X-Amz-Expires=604800&");
        assertThat(link(wish("GET", "any").put("expiresIn", "PT2M")).getString("url"))
                .contains("X-Amz-Expires=120&");
    }

    @Test
    void aBrowserSavesUnderTheNameThatWasAskedFor() {
        put("named", "hello");

        String head = curl(link(wish("GET", "named").put("download", "für dich.txt")), "-D", "-");

        assertThat(head)
                .contains(
                        "Content-Disposition: attachment; filename=\"f_r dich.txt\"; filename*=UTF-8''f%C3%BCr%20dich.txt");
    }

    @Test
    void manyKeysGetManyLinksInTheirOrder() {
        List<String> keys = new ArrayList<>(List.of("z", "a/../b", "ü", "a b"));
        for (int i = 0; i < 500; i++) {
            keys.add("many/" + i);
        }
        JsonObject wish = new JsonObject().put("keys", new JsonArray(keys)).put("method", "GET");

        JsonArray items =
                admin().call("POST", LINKS, utf8(wish.encode())).has(200).json().getJsonArray("items");

        assertThat(items.stream().map(item -> ((JsonObject) item).getString("key")))
                .containsExactlyElementsOf(keys);
        assertThat(items.getJsonObject(1).getString("code")).isEqualTo("invalid-key");
        assertThat(items.getJsonObject(2).getString("url")).contains("/files/%C3%BC?");
        put("many/499", "last");
        assertThat(curl(items.getJsonObject(503))).isEqualTo("last\n200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"once\":true}", "{\"maxBytes\":5,\"method\":\"PUT\"}"})
    void whatNoSignatureCanSayIsSaidByLinksOfSluice(String more) {
        JsonObject wish = wish("GET", "any").mergeIn(new JsonObject(more));

        assertThat(link(wish).getString("kind")).isEqualTo("sluice");
        admin().call("POST", LINKS, utf8(wish.put("kind", "s3").encode())).isProblem(400, "invalid-body");
    }

    @Test
    void whereObjectsBelongToOwnersOnlySluiceTellsThemApart() {
        String key = admin().call(
                        "POST",
                        "/api/v1/admin/keys",
                        utf8("{\"name\":\"w\",\"grants\":[{\"role\":\"writer\"},{\"role\":\"reader\"}]}"))
                .has(201)
                .json()
                .getString("key");
        Calls writer = new Calls(sluice()::uri).as(key);
        String links = "/api/v1/buckets/owned/links";
        writer.call("PUT", "/api/v1/buckets/owned/objects/mine", utf8("x")).has(201);
        admin().call("PUT", "/api/v1/buckets/owned/objects/theirs", utf8("x")).has(201);

        assertThat(writer.call("POST", links, utf8(wish("GET", "mine").encode()))
                        .has(201)
                        .json()
                        .getString("kind"))
                .isEqualTo("sluice");
        writer.call("POST", links, utf8(wish("GET", "theirs").encode())).isProblem(404, "object-not-found");
        writer.call("POST", links, utf8(wish("GET", "mine").put("kind", "s3").encode()))
                .isProblem(400, "invalid-body");
    }
}
