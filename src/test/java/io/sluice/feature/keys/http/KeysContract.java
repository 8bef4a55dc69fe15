package io.sluice.feature.keys.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.SluiceProcess;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.GuardedSluice;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys, from when they are made until they open nothing any more. */
abstract class KeysContract extends GuardedSluice {
    private static final String KEYS = "/api/v1/admin/keys";
    private static final String WHO = "/api/v1/whoami";
    private static final String OBJECTS = "/api/v1/buckets/files/objects/";

    /** The object of a bucket as it lies in the store. */
    abstract String stored(SluiceProcess sluice, String key);

    private static JsonObject grant(String role) {
        return new JsonObject().put("role", role);
    }

    private static JsonObject wish(JsonObject... grants) {
        return new JsonObject().put("name", "test").put("grants", new JsonArray(List.of(grants)));
    }

    private JsonObject made(JsonObject wish) {
        return admin().call("POST", KEYS, utf8(wish.encode())).has(201).json();
    }

    private Reply rotate(String id, String body) {
        return admin().call("POST", KEYS + "/" + id + "/rotate", utf8(body));
    }

    @Test
    void aKeyOpensWhatItIsForAndNothingElse() {
        Calls writer = anybody().as(made(wish(grant("writer"))).getString("key"));
        Calls reader = anybody().as(made(wish(grant("reader"))).getString("key"));

        writer.call("PUT", OBJECTS + "opened", utf8("x")).has(201);
        reader.call("GET", OBJECTS + "opened").has(200);
        writer.call("GET", OBJECTS + "opened").isProblem(403, "forbidden");
        reader.call("DELETE", OBJECTS + "opened").isProblem(403, "forbidden");
        reader.call("GET", KEYS).isProblem(403, "forbidden");
        Reply stranger = anybody().call("GET", OBJECTS + "opened").isProblem(401, "unauthenticated");
        assertThat(stranger.header("WWW-Authenticate")).hasValue("Bearer realm=\"sluice\"");
    }

    @Test
    void aKeySaysWhoItIsOf() {
        JsonObject own = made(wish(grant("worker")));
        JsonObject shared = made(wish(grant("reader").put("buckets", new JsonArray().add("files")))
                .put("subject", "Zoë <z@example.org>"));

        JsonObject first =
                anybody().as(own.getString("key")).call("GET", WHO).has(200).json();
        JsonObject second =
                anybody().as(shared.getString("key")).call("GET", WHO).has(200).json();

        assertThat(first.getString("subject")).isEqualTo("key-" + own.getString("id"));
        assertThat(second.getString("subject")).isEqualTo("Zoë <z@example.org>");
        assertThat(second.getString("kind")).isEqualTo("key");
        assertThat(second.getJsonArray("grants")).isEqualTo(shared.getJsonArray("grants"));
    }

    @Test
    void whatIsStoredWithAKeyIsItsSubjects() {
        String key = made(wish(grant("reader"), grant("writer")).put("subject", "Zoë"))
                .getString("key");
        Calls zoe = anybody().as(key);

        zoe.call("PUT", OBJECTS + "owned", utf8("x")).has(201);

        assertThat(zoe.call("HEAD", OBJECTS + "owned").has(200).header("X-Owner"))
                .hasValue("UTF-8''Zo%C3%AB");
    }

    @Test
    void aKeyIsShownInThreeWays() {
        JsonObject key = made(wish(grant("reader")));
        String text = key.getString("key");
        String secret = text.substring(("slk_" + key.getString("id") + "_").length());
        String basic = Base64.getEncoder().encodeToString(utf8(key.getString("id") + ":" + secret));

        anybody().call("GET", WHO, "Authorization", "Bearer " + text).has(200);
        anybody().call("GET", WHO, "X-Api-Key", text).has(200);
        anybody().call("GET", WHO, "Authorization", "Basic " + basic).has(200);
    }

    @Test
    void theSecretIsToldOnceAndOnlyItsHashIsKept() {
        JsonObject key = made(wish(grant("reader")));
        String id = key.getString("id");
        String secret = key.getString("key").substring(("slk_" + id + "_").length());

        String kept = stored(sluice(), "keys/" + id + ".json");

        assertThat(kept).contains("\"hash\"").doesNotContain(secret);
        assertThat(admin().call("GET", KEYS + "/" + id).has(200).text()).doesNotContain(secret, "hash");
        assertThat(admin().call("GET", KEYS + "?limit=1000").has(200).text()).doesNotContain(secret, "hash");
    }

    @Test
    void aRotatedKeyHasAnotherSecretAndTheOldOneOpensNothing() {
        JsonObject key = made(wish(grant("reader")));
        String id = key.getString("id");
        anybody().as(key.getString("key")).call("GET", WHO).has(200);

        String other = rotate(id, "{}").has(200).json().getString("key");

        anybody().as(other).call("GET", WHO).has(200);
        anybody().as(key.getString("key")).call("GET", WHO).isProblem(401, "unauthenticated");
    }

    @Test
    void inItsGraceTheOldSecretOpensToo() {
        JsonObject key = made(wish(grant("reader")));
        String id = key.getString("id");

        JsonObject rotated = rotate(id, "{\"grace\": \"PT2S\"}").has(200).json();

        assertThat(Instant.parse(rotated.getString("formerUntil"))).isAfter(Instant.now());
        anybody().as(key.getString("key")).call("GET", WHO).has(200);
        anybody().as(rotated.getString("key")).call("GET", WHO).has(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> anybody().as(key.getString("key")).call("GET", WHO).status() == 401);
    }

    @Test
    void aRevokedKeyOpensNothingAtOnce() {
        JsonObject key = made(wish(grant("reader")));
        String one = KEYS + "/" + key.getString("id");
        anybody().as(key.getString("key")).call("GET", WHO).has(200);

        admin().call("DELETE", one).has(204);

        anybody().as(key.getString("key")).call("GET", WHO).isProblem(401, "unauthenticated");
        admin().call("GET", one).isProblem(404, "key-not-found");
        admin().call("DELETE", one).isProblem(404, "key-not-found");
        rotate(key.getString("id"), "{}").isProblem(404, "key-not-found");
    }

    @Test
    void aKeyExpires() {
        String end = Instant.now().plusSeconds(2).toString();
        String key = made(wish(grant("reader")).put("expiresAt", end)).getString("key");

        anybody().as(key).call("GET", WHO).has(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> anybody().as(key).call("GET", WHO).status() == 401);
        assertThat(anybody().as(key).call("GET", WHO).json().getString("detail"))
                .isEqualTo("The API key has expired.");
    }

    @Test
    void keysAreListedPageByPage() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(made(wish(grant("reader"))).getString("id"));
        }

        List<String> found = new ArrayList<>();
        String after = "";
        do {
            JsonObject page = admin().call("GET", KEYS + "?limit=2&after=" + after)
                    .has(200)
                    .json();
            page.getJsonArray("items").forEach(item -> found.add(((JsonObject) item).getString("id")));
            after = page.getString("next");
        } while (after != null);

        assertThat(found).isSorted().doesNotHaveDuplicates().containsAll(ids);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\",\"grants\":[{\"role\":\"reader\"}]}",
                "{\"name\":\"a\"}",
                "{\"name\":\"a\",\"grants\":[]}",
                "{\"name\":\"a\",\"grants\":[{\"role\":\"root\"}]}",
                "{\"name\":\"a\",\"grants\":[{\"role\":\"reader\"}],\"subject\":\"\"}",
                "{\"name\":\"a\",\"grants\":[{\"role\":\"reader\"}],\"subject\":\"a\\nb\"}",
                "{\"name\":\"a\",\"grants\":[{\"role\":\"reader\"}],\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                "{\"name\":\"a\",\"grants\":[{\"role\":\"reader\"}],\"hash\":\"x\"}"
            })
    void whatIsNoKeyIsRefused(String body) {
        admin().call("POST", KEYS, utf8(body)).isProblem(400, "invalid-body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer slk_00000000000000000000000009_0123456789012345678901234567890123456789012",
                "Bearer the-admin-key-of-the-tests-012345678",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
                "Basic !!!",
                "Basic YWRtaW46YWRtaW4=",
                "Digest username=\"admin\"",
                "AWS4-HMAC-SHA256 Credential=x"
            })
    void whatIsNoCredentialIsRefused(String authorization) {
        Reply reply = anybody().call("GET", WHO, "Authorization", authorization).isProblem(401, "unauthenticated");

        assertThat(reply.header("WWW-Authenticate").orElse("")).startsWith("Bearer realm=\"sluice\"");
    }

    @Test
    void whoTriesSecretsOfAKeyIsSoonNotLookedAtAndOthersAre() {
        JsonObject key = made(wish(grant("reader")));
        String wrong = "slk_" + key.getString("id") + "_" + "x".repeat(43);
        for (int i = 0; i < 10; i++) {
            anybody().as(wrong).call("GET", WHO).isProblem(401, "unauthenticated");
        }

        Reply shutOut = anybody().as(key.getString("key")).call("GET", WHO).isProblem(429, "too-many-attempts");

        assertThat(shutOut.header("Retry-After")).hasValue("60");
        admin().call("GET", WHO).has(200);
    }

    @Test
    void noRequestReachesTheRecordsAsObjects() {
        for (String path : List.of("keys/" + "0".repeat(26) + ".json", "x")) {
            String object = "/api/v1/buckets/sluice-system/objects/" + path;
            admin().call("GET", object).isProblem(404, "bucket-not-found");
            admin().call("PUT", object, utf8("x")).isProblem(404, "bucket-not-found");
            admin().call("DELETE", object).isProblem(404, "bucket-not-found");
        }
        admin().call("GET", "/api/v1/buckets/sluice-system/objects").isProblem(404, "bucket-not-found");
    }
}
