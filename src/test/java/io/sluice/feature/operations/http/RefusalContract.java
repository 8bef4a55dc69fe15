package io.sluice.feature.operations.http;

import static io.sluice.testing.SluiceProcess.ADMIN_KEY;
import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.Scrape;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.GuardedSluice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever is refused leaves a line and a count, whatever they are told and whoever has found it out. */
abstract class RefusalContract extends GuardedSluice {
    private static final String KEYS = "/api/v1/admin/keys";

    @Override
    protected Map<String, String> properties() {
        return Map.of(
                "sluice.buckets.owned.ownership", "true",
                "sluice.buckets.web.public-prefixes", "*",
                "sluice.buckets.web.cors.origins", "https://app.example",
                "sluice.buckets.frames.audit-reads", "true",
                "sluice.events.token", "0123456789abcdef0123456789abcdef");
    }

    private AuditLines lines() {
        return new AuditLines(admin());
    }

    private double counted(int status) {
        return Scrape.of(sluice(), ADMIN_KEY).sum("sluice_access_denied_total", "status=\"" + status + "\"");
    }

    private Calls keyed(String subject, JsonObject grant) {
        JsonObject wish =
                new JsonObject().put("name", subject).put("subject", subject).put("grants", new JsonArray().add(grant));
        return anybody()
                .as(admin().call("POST", KEYS, utf8(wish.encode()))
                        .has(201)
                        .json()
                        .getString("key"));
    }

    private Calls keyed(String subject, String role) {
        return keyed(subject, new JsonObject().put("role", role));
    }

    /** One line that says so, and no other. */
    private void isDenied(List<JsonObject> lines, String subject, int status) {
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().getString("outcome")).isEqualTo("denied");
        assertThat(lines.getFirst().getString("subject")).isEqualTo(subject);
        assertThat(lines.getFirst().getInteger("status")).isEqualTo(status);
    }

    @Test
    void whoAsksForSluicesOwnRecordsIsNotedThoughTheyAreToldThatThereAreNone() {
        double before = counted(404);
        keyed("curious", "reader")
                .call("GET", "/api/v1/buckets/audit/objects/lines/x")
                .isProblem(404, "bucket-not-found");

        isDenied(lines().about("audit/lines/x", "object.read", 1), "curious", 404);
        assertThat(counted(404)).isGreaterThan(before);
    }

    @Test
    void whoAsksForAnothersObjectIsNotedAndWhoAsksForNoneIsNot() {
        keyed("owner", "writer")
                .call("PUT", "/api/v1/buckets/owned/objects/letter", utf8("x"))
                .has(201);
        Calls nosy = keyed("nosy", "reader");
        nosy.call("GET", "/api/v1/buckets/owned/objects/nothing").isProblem(404, "object-not-found");
        nosy.call("GET", "/api/v1/buckets/owned/objects/letter").isProblem(404, "object-not-found");

        isDenied(lines().about("owned/letter", "object.read", 1), "nosy", 404);
        assertThat(lines().about("owned/nothing", "object.read")).isEmpty();
    }

    @Test
    void whoReplacesOrDeletesAnothersObjectIsNotedOnce() {
        keyed("owner", "writer")
                .call("PUT", "/api/v1/buckets/owned/objects/kept", utf8("x"))
                .has(201);
        Calls rude = keyed("rude", "writer");
        double before = counted(403);
        rude.call("PUT", "/api/v1/buckets/owned/objects/kept", utf8("y")).isProblem(403, "forbidden");
        rude.call("DELETE", "/api/v1/buckets/owned/objects/kept").isProblem(404, "object-not-found");

        isDenied(lines().about("owned/kept", "object.delete", 1), "rude", 404);
        List<JsonObject> writes = lines().about("owned/kept", "object.write", 2);
        assertThat(writes).extracting(line -> line.getString("outcome")).containsExactly("ok", "denied");
        assertThat(counted(403)).isGreaterThan(before);
    }

    @Test
    void aWrongTokenOfNotificationsIsNoted() {
        anybody().as("wrong").call("POST", "/api/v1/events/s3", utf8("{}")).isProblem(401, "unauthenticated");

        isDenied(lines().about("service", "events.tell", 1), "anonymous", 401);
    }

    @Test
    void aPageThatMayNotAskIsNoted() {
        String[] script = {"Origin", "https://other.example", "Access-Control-Request-Method", "GET"};
        anybody().call("OPTIONS", "/storage/web/page", script).isProblem(403, "forbidden");

        isDenied(lines().about("web/page", "public.read", 1), "anonymous", 403);
    }

    @Test
    void eachOfManyLinksThatIsRefusedIsCounted() {
        Calls limited =
                keyed("limited", new JsonObject().put("role", "reader").put("prefixes", new JsonArray().add("mine/")));
        double before = counted(403);
        admin().call("PUT", "/api/v1/buckets/files/objects/x", utf8("x")).has(201);
        limited.call("GET", "/api/v1/buckets/files/objects/mine/none").has(404);
        limited.call(
                        "POST",
                        "/api/v1/buckets/files/links",
                        utf8("{\"method\": \"GET\", \"keys\": [\"mine/a\", \"yours/a\", \"yours/b\"]}"))
                .has(200);

        isDenied(lines().about("files/yours/a", "link.make", 1), "limited", 403);
        isDenied(lines().about("files/yours/b", "link.make", 1), "limited", 403);
        assertThat(counted(403)).isGreaterThanOrEqualTo(before + 2);
    }

    @Test
    void noSecretInAPathIsNoted() {
        String key = keyedText();
        anybody().call("GET", KEYS + "/" + key).isProblem(401, "unauthenticated");
        anybody().call("DELETE", KEYS + "/" + key).isProblem(401, "unauthenticated");
        anybody()
                .call("DELETE", "/api/v1/buckets/files/links/a-token-of-a-link")
                .isProblem(401, "unauthenticated");
        anybody().call("GET", "/api/v1/buckets/NO/objects/" + key).isProblem(401, "unauthenticated");

        lines().about("files/", "link.revoke", 1);
        lines().about("service", "key.change", 1);
        lines().about("/api/v1/buckets/{bucket}/objects/{key}", "object.read", 1);
        assertThat(admin().call("GET", "/api/v1/audit?limit=1000").has(200).text())
                .doesNotContain(key, "a-token-of-a-link");
    }

    private String keyedText() {
        return admin().call("POST", KEYS, utf8("{\"name\":\"a\",\"grants\":[{\"role\":\"reader\"}]}"))
                .has(201)
                .json()
                .getString("key");
    }

    @Test
    void whoIsRefusedAgainAndAgainFillsNoTrail() {
        String path = "/api/v1/buckets/files/objects/" + "long/".repeat(600);
        for (int i = 0; i < 1500; i++) {
            anybody().call("GET", path).has(401);
        }
        admin().call("PUT", "/api/v1/buckets/files/objects/legitimate", utf8("x"))
                .has(201);

        lines().about("files/legitimate", "object.write", 1);
        await().atMost(AuditLines.PATIENCE)
                .until(() -> !lines().about("audit", "audit.skip").isEmpty());
        assertThat(lines().about("audit", "audit.skip"))
                .allSatisfy(line -> assertThat(line.getLong("skipped")).isPositive());
        assertThat(lines().about("/api/v1/buckets/{bucket}/objects/{key}", "object.read"))
                .hasSizeLessThan(1000);
    }

    @Test
    void readsOfFramesHaveLinesWhereTheirBucketSaysSo() {
        admin().call("POST", "/api/v1/cameras/seen/frames", utf8("x"), "Content-Type", "image/jpeg")
                .has(201);
        admin().call("GET", "/api/v1/cameras/seen/frames/latest").has(200);
        admin().call("GET", "/api/v1/cameras").has(200);

        assertThat(lines().about("camera/seen", "frames.read", 1))
                .extracting(line -> line.getString("outcome"))
                .containsOnly("ok");
        lines().about("cameras", "camera.read", 1);
    }
}
