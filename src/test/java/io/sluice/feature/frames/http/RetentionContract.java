package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.testing.Scrape;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Letting go of frames over HTTP. */
abstract class RetentionContract extends FrameReadFixture {
    private final Instant old = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);

    private Sent frame(String name, int second) {
        return FramePacks.frame(name, FramePacks.nanos(old) + second * SECOND, second);
    }

    private JsonObject retain() {
        List<String> lines = http().call("POST", "/api/v1/admin/frames/retain")
                .has(200)
                .text()
                .lines()
                .toList();
        return new JsonObject(lines.getLast());
    }

    private void call(String method, String path, String json) {
        int status = http().call(method, "/api/v1/cameras/" + camera + path, json.getBytes(StandardCharsets.UTF_8))
                .status();
        assertThat(status).isBetween(200, 204);
    }

    /** Into a minute that nothing comes into any more: whoever has looked at it before does not look again, unless it is told to. */
    private void putLongAgo(SealedPack pack) {
        store(pack, bytes(pack));
        String at = time(FramePacks.nanos(old));
        http().call("POST", "/api/v1/admin/frames/reindex?from=" + at + "&to=" + at)
                .has(200);
        assertThat(get("/frames?from=" + at + "&to=" + at).text())
                .contains(pack.key().id());
    }

    @Test
    void framesWhoseTimeIsOverGoAndTheOthersOfTheirPackStay() {
        String other = camera + "-other";
        Sent held = frame(camera, 2);
        Sent kept = frame(other, 1);
        SealedPack pack = FramePacks.pack(old, List.of(frame(camera, 0), kept, held, frame(camera, 3)));
        putLongAgo(pack);
        call("PUT", "", "{\"retention\":\"PT1H\"}");
        String at = time(held.time());
        call("PUT", "/holds/h", "{\"from\":\"" + at + "\",\"to\":\"" + at + "\",\"reason\":\"An accident\"}");

        JsonObject done = retain();

        assertThat(done.getBoolean("done")).isTrue();
        assertThat(done.getLong("frames")).isEqualTo(2);
        assertThat(done.getLong("written")).isEqualTo(1);
        http().call("GET", "/api/v1/buckets/frames/objects/" + pack.key()).has(404);
        String range =
                "/frames?from=" + time(FramePacks.nanos(old)) + "&to=" + time(FramePacks.nanos(old) + 9 * SECOND);
        assertThat(items(range)).extracting(item -> item.getString("time")).containsExactly(at);
        assertShows(get("/frames/" + at), held);
        assertShows(http().call("GET", "/api/v1/cameras/" + other + "/frames/" + time(kept.time())), kept);
        assertThat(Scrape.of(sluice()).sum("sluice_frames_expired_total")).isGreaterThanOrEqualTo(2);

        call("DELETE", "/holds/h", "");
        assertThat(retain().getLong("frames")).isEqualTo(1);
        assertThat(items(range)).isEmpty();
    }

    @Test
    void theWorkIsAskedForByPost() {
        http().call("GET", "/api/v1/admin/frames/retain").isProblem(405, "method-not-allowed");
    }
}
