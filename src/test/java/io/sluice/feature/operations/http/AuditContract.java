package io.sluice.feature.operations.http;

import static io.sluice.testing.SluiceProcess.ADMIN_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.Scrape;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.GuardedSluice;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit trail as operators see it. */
abstract class AuditContract extends GuardedSluice {
    private static final String OBJECTS = "/api/v1/buckets/files/objects/";

    /** Puts other bytes in the place of some in one of the objects of the trail. */
    abstract void tamper(SluiceProcess sluice, String key, String from, String to);

    @Override
    protected Map<String, String> properties() {
        return Map.of("sluice.buckets.watched.audit-reads", "true");
    }

    private List<JsonObject> lines(String query) {
        return new AuditLines(admin()).of(query);
    }

    /** The line of a resource, as soon as it is durable. */
    private JsonObject line(String resource, String more) {
        String query = "resource=" + URLEncoder.encode(resource, StandardCharsets.UTF_8) + more;
        await().atMost(AuditLines.PATIENCE).until(() -> !lines(query).isEmpty());
        return lines(query).getLast();
    }

    private List<JsonObject> verified() {
        return admin().call("POST", "/api/v1/admin/audit/verify")
                .has(200)
                .text()
                .lines()
                .map(JsonObject::new)
                .toList();
    }

    @Test
    void aChangeHasALineThatSaysWhoDidWhatToWhichObjectFromWhereWhenAndHowItEnded() {
        Reply put = admin().call("PUT", OBJECTS + "audited", new byte[3], "X-Request-Id", "audited-1");
        put.has(201);

        JsonObject line = line("files/audited", "");

        assertThat(line.getString("subject")).isEqualTo("admin");
        assertThat(line.getString("kind")).isEqualTo("configured");
        assertThat(line.getString("action")).isEqualTo("object.write");
        assertThat(line.getString("from")).isEqualTo("127.0.0.1");
        assertThat(line.getString("outcome")).isEqualTo("ok");
        assertThat(line.getInteger("status")).isEqualTo(201);
        assertThat(line.getString("requestId")).isEqualTo("audited-1");
        assertThat(line.getInstant("time")).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void ofAKeyThatIsMadeAndRevokedEachHasALineThatNamesIt() {
        String keys = "/api/v1/admin/keys";
        String wish = "{\"name\": \"audited\", \"grants\": [{\"role\": \"camera\"}]}";
        String id = admin().call("POST", keys, Calls.utf8(wish)).has(201).json().getString("id");
        admin().call("DELETE", keys + "/" + id).has(204);

        String query = "resource=key/" + id;
        await().atMost(AuditLines.PATIENCE).until(() -> lines(query).size() == 2);

        assertThat(lines(query))
                .extracting(line -> line.getString("action") + " " + line.getInteger("status"))
                .containsExactly("key.change 201", "key.change 204");
    }

    @Test
    void aRefusalHasALineAndACountToo() {
        double before = Scrape.of(sluice(), ADMIN_KEY).sum("sluice_access_denied_total", "status=\"401\"");
        anybody().call("GET", OBJECTS + "refused").isProblem(401, "unauthenticated");

        JsonObject line = line("files/refused", "&action=object.read");

        assertThat(line.getString("subject")).isEqualTo("anonymous");
        assertThat(line.getString("outcome")).isEqualTo("denied");
        assertThat(line.getInteger("status")).isEqualTo(401);
        assertThat(Scrape.of(sluice(), ADMIN_KEY).sum("sluice_access_denied_total", "status=\"401\""))
                .isGreaterThan(before);
    }

    @Test
    void aChangeThatFailsIsToldAsOne() {
        admin().call("PUT", OBJECTS + "there", new byte[1]).has(201);
        admin().call("PUT", OBJECTS + "there", new byte[1], "If-None-Match", "*")
                .isProblem(412, "precondition-failed");

        await().atMost(AuditLines.PATIENCE)
                .until(() -> lines("resource=files/there").size() == 2);
        assertThat(lines("resource=files/there"))
                .extracting(line -> line.getString("outcome"))
                .containsExactly("ok", "failed");
    }

    @Test
    void readsHaveLinesWhereTheBucketSaysSo() {
        admin().call("PUT", "/api/v1/buckets/watched/objects/a", new byte[1]).has(201);
        admin().call("GET", "/api/v1/buckets/watched/objects/a").has(200);
        admin().call("PUT", OBJECTS + "unwatched", new byte[1]).has(201);
        admin().call("GET", OBJECTS + "unwatched").has(200);

        line("watched/a", "&action=object.read");
        line("files/unwatched", "&action=object.write");
        assertThat(lines("resource=files/unwatched&action=object.read")).isEmpty();
    }

    @Test
    void noSecretIsInALineOrInTheLog() throws IOException {
        String key = admin().call(
                        "POST",
                        "/api/v1/admin/keys",
                        "{\"name\":\"a\",\"grants\":[{\"role\":\"writer\"}]}".getBytes(StandardCharsets.UTF_8))
                .has(201)
                .json()
                .getString("key");
        anybody().as(key).call("PUT", OBJECTS + "by-key", new byte[1]).has(201);
        anybody()
                .as(key + "x")
                .call("PUT", OBJECTS + "by-wrong-key", new byte[1])
                .isProblem(401, "unauthenticated");
        line("files/by-key", "");
        line("files/by-wrong-key", "");

        String secret = key.substring(key.lastIndexOf('_') + 1);
        String log = Files.readString(sluice().folder().resolve("sluice.log"));

        assertThat(admin().call("GET", "/api/v1/audit?limit=1000").has(200).text())
                .doesNotContain(secret, ADMIN_KEY);
        assertThat(log).doesNotContain(secret, ADMIN_KEY);
    }

    @Test
    void whatWasDoneJustBeforeAStopIsNoted() {
        try (SluiceProcess stopped = SluiceProcess.ready(setup().requiringCredentials())) {
            Calls admin = new Calls(stopped::uri).as(ADMIN_KEY);
            admin.call("PUT", OBJECTS + "last", new byte[1]).has(201);
            stopped.stop();
            stopped.start();

            await().atMost(AuditLines.PATIENCE)
                    .untilAsserted(() -> assertThat(admin.call("GET", "/api/v1/audit?resource=files/last")
                                    .has(200)
                                    .json()
                                    .getJsonArray("items"))
                            .hasSize(1));
        }
    }

    @Test
    void onlyAdminsReadTheTrail() {
        anybody().call("GET", "/api/v1/audit").isProblem(401, "unauthenticated");
        admin().call("GET", "/api/v1/audit?after=x").isProblem(400, "invalid-parameter");
        admin().call("GET", "/api/v1/audit?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                .isProblem(400, "invalid-parameter");
        admin().call("GET", "/api/v1/buckets/audit/objects").isProblem(404, "bucket-not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lines/2026/01/02/03/01M8F7ACBHWHHTVF6DRE88R0K9-000000000001.ndjson -1",
                "lines/2020/01/02/03/01M8F7ACBHWHHTVF6DRE88R0K9-000000000001.ndjson 1",
                "lines/2026/13/02/03/01M8F7ACBHWHHTVF6DRE88R0K9-000000000001.ndjson 1",
                "keys/x 1"
            })
    void aMarkThatNoPageHasToldIsRefused(String place) {
        String mark = Base64.getUrlEncoder().withoutPadding().encodeToString(Calls.utf8(place));

        admin().call("GET", "/api/v1/audit?from=2026-01-01T00:00:00Z&after=" + mark)
                .isProblem(400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "%2B10000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"})
    void aTimeOfNoFourDigitYearIsRefused(String time) {
        admin().call("GET", "/api/v1/audit?to=" + time).isProblem(400, "invalid-parameter");
        admin().call("POST", "/api/v1/admin/audit/verify?from=" + time).isProblem(400, "invalid-parameter");
    }

    /** On a process of its own, whose trail is spoilt afterwards. */
    @Test
    void verifyNamesALineThatWasTamperedWith() {
        try (SluiceProcess spoilt = SluiceProcess.ready(setup().requiringCredentials())) {
            Calls admin = new Calls(spoilt::uri).as(ADMIN_KEY);
            for (int i = 0; i < 5; i++) {
                admin.call("PUT", OBJECTS + "spoilt-" + i, new byte[1]).has(201);
            }
            await().atMost(AuditLines.PATIENCE)
                    .until(() -> admin.call("GET", "/api/v1/audit?resource=files/spoilt-4")
                                    .json()
                                    .getJsonArray("items")
                                    .size()
                            == 1);
            JsonObject line = admin.call("GET", "/api/v1/audit?resource=files/spoilt-2")
                    .has(200)
                    .json()
                    .getJsonArray("items")
                    .getJsonObject(0);
            assertThat(last(admin).getInteger("findings")).isZero();

            tamper(spoilt, line.getString("chain"), "files/spoilt-2", "files/spoilt-9");

            List<JsonObject> told = admin.call("POST", "/api/v1/admin/audit/verify")
                    .has(200)
                    .text()
                    .lines()
                    .map(JsonObject::new)
                    .toList();
            assertThat(told.getFirst().getString("finding")).isEqualTo("changed");
            assertThat(told.getFirst().getString("chain")).isEqualTo(line.getString("chain"));
            assertThat(told.getFirst().getInteger("seq")).isEqualTo(line.getInteger("seq"));
            assertThat(told.getLast().getInteger("findings")).isEqualTo(1);
        }
    }

    private static JsonObject last(Calls admin) {
        return new JsonObject(admin.call("POST", "/api/v1/admin/audit/verify")
                .has(200)
                .text()
                .lines()
                .toList()
                .getLast());
    }

    @Test
    void aWholeTrailIsFoundWhole() {
        admin().call("PUT", OBJECTS + "whole", new byte[1]).has(201);
        line("files/whole", "");

        JsonObject end = verified().getLast();

        assertThat(end.getBoolean("done")).isTrue();
        assertThat(end.getInteger("findings")).isZero();
        assertThat(end.getInteger("lines")).isPositive();
    }
}
