package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.testing.Scrape;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Erasing frames over HTTP. */
abstract class ErasureContract extends FrameReadFixture {
    private Reply delete(String path) {
        return http().call("DELETE", "/api/v1/cameras/" + camera + path);
    }

    private void say(String path, String json) {
        int status = http().call("PUT", "/api/v1/cameras/" + camera + path, json.getBytes(StandardCharsets.UTF_8))
                .status();
        assertThat(status).isBetween(200, 201);
    }

    private Sent frame(String name, int second) {
        return FramePacks.frame(name, start + second * SECOND, second);
    }

    private void awaitGone(SealedPack pack) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> http().call("GET", "/api/v1/buckets/frames/objects/" + pack.key())
                                .status()
                        == 404);
    }

    private List<String> times(String path) {
        return items(path).stream().map(item -> item.getString("time")).toList();
    }

    @Test
    void aRangeIsHiddenAtOnceThenGoneAndTheOthersOfItsPackStay() {
        String other = camera + "-other";
        Sent[] kept = {frame(camera, 0), frame(camera, 3), frame(other, 1)};
        SealedPack pack = put(kept[0], frame(camera, 1), kept[2], frame(camera, 2), kept[1]);
        String range = "from=" + time(start + SECOND) + "&to=" + time(start + 2 * SECOND);

        Reply taken = delete("/frames?" + range).has(202);

        assertThat(times("/frames?" + range(9))).containsExactly(time(kept[0].time()), time(kept[1].time()));
        get("/frames/" + time(start + SECOND)).isProblem(404, "frame-not-found");
        String self = taken.json().getJsonObject("links").getString("self");
        assertThat(taken.header("Location")).hasValue(self);
        assertThat(self)
                .isEqualTo("/api/v1/cameras/" + camera + "/erasures/"
                        + taken.json().getString("id"));
        assertThat(taken.json().getString("state")).isEqualTo("running");
        awaitGone(pack);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> http().call("GET", self).json().getLong("framesErased") == 2);
        assertShows(get("/frames/" + time(kept[1].time())), kept[1]);
        assertShows(http().call("GET", "/api/v1/cameras/" + other + "/frames/" + time(kept[2].time())), kept[2]);
        assertThat(Scrape.of(sluice()).sum("sluice_frames_erased_total")).isGreaterThanOrEqualTo(2);
        assertThat(Scrape.of(sluice()).sum("sluice_frames_erasures_running")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void itsRecordTellsHowFarItIs() {
        String range = "from=" + time(start) + "&to=" + time(start + SECOND);
        String id = delete("/frames?" + range).has(202).json().getString("id");

        JsonObject record = get("/erasures/" + id).has(200).json();
        assertThat(record.fieldNames())
                .containsExactly(
                        "id", "camera", "from", "to", "state", "askedAt", "framesErased", "packsRewritten", "damaged");
        assertThat(record.getString("camera")).isEqualTo(camera);
        assertThat(record.getString("from")).isEqualTo(time(start));
        assertThat(record.getString("to")).isEqualTo(time(start + SECOND));
        assertThat(Instant.parse(record.getString("askedAt")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        String next = delete("/frames?" + range).has(202).json().getString("id");
        assertThat(items("/erasures")).extracting(item -> item.getString("id")).containsExactly(id, next);
        JsonObject page = get("/erasures?limit=1").has(200).json();
        assertThat(page.getJsonArray("items")).hasSize(1);
        assertThat(items("/erasures?after=" + page.getString("next")))
                .extracting(item -> item.getString("id"))
                .containsExactly(next);
        http().call("GET", "/api/v1/cameras/other/erasures/" + id).isProblem(404, "erasure-not-found");
        get("/erasures/none").isProblem(404, "erasure-not-found");
        http().call("GET", "/api/v1/buckets/frames/objects/erasures/" + id + ".json")
                .has(200);
    }

    @Test
    void whatIsHeldIsRefused() {
        put(3);
        String at = time(start + SECOND);
        say("/holds/h", "{\"from\":\"" + at + "\",\"to\":\"" + at + "\",\"reason\":\"An accident\"}");

        delete("/frames?from=" + time(start) + "&to=" + at).isProblem(409, "frames-held");
        delete("").isProblem(409, "frames-held");
        assertThat(times("/frames?" + range(9))).hasSize(3);
        delete("/frames?from=" + time(start) + "&to=" + time(start)).has(202);
        assertThat(times("/frames?" + range(9))).hasSize(2);

        delete("/holds/h").has(204);
        delete("/frames?from=" + time(start) + "&to=" + at).has(202);
        assertThat(times("/frames?" + range(9))).hasSize(1);
    }

    @Test
    void aCameraGoesWithItsSettingsAndComesBackWithItsNextFrame() {
        SealedPack pack = put(3);
        say("", "{\"expectedRate\":1}");

        Reply taken = delete("").has(202);

        get("").isProblem(404, "camera-not-found");
        get("/frames/latest").isProblem(404, "frame-not-found");
        assertThat(times("/frames?" + range(9))).isEmpty();
        awaitGone(pack);
        JsonObject record = get("/erasures/" + taken.json().getString("id")).json();
        assertThat(record.getString("from")).isEqualTo("1970-01-01T00:00:00Z");
        long now = FramePacks.nanos(Instant.now());
        put(FramePacks.frame(camera, start + SECOND, now, 7));
        assertThat(times("/frames?" + range(9))).containsExactly(time(start + SECOND));
        get("").has(200);
    }

    @Test
    void aRangeHasToBeSaid() {
        delete("/frames").isProblem(400, "invalid-parameter");
        delete("/frames?from=" + time(start)).isProblem(400, "invalid-parameter");
        delete("/frames?to=" + time(start)).isProblem(400, "invalid-parameter");
        delete("/frames?from=" + time(start + 1) + "&to=" + time(start)).isProblem(400, "invalid-parameter");
        delete("?from=" + time(start) + "&to=" + time(start)).isProblem(400, "invalid-parameter");
        delete("/frames?from=noon&to=" + time(start)).isProblem(400, "invalid-frame-time");
        http().call("DELETE", "/api/v1/cameras/.x").isProblem(400, "invalid-camera");
        http().call("PATCH", "/api/v1/cameras/" + camera + "/frames").isProblem(405, "method-not-allowed");
        assertThat(items("/erasures")).isEmpty();
    }

    @Test
    void theWorkIsAskedForByPost() {
        http().call("GET", "/api/v1/admin/frames/erase").isProblem(405, "method-not-allowed");
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            List<String> lines = http().call("POST", "/api/v1/admin/frames/erase")
                    .has(200)
                    .text()
                    .lines()
                    .toList();
            return new JsonObject(lines.getLast()).getBoolean("done");
        });
    }
}
