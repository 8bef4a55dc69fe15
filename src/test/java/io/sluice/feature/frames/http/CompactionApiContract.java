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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Joining packs over HTTP, of minutes that are too long ago for the background work. */
abstract class CompactionApiContract extends FrameReadFixture {
    private static final AtomicInteger HOURS = new AtomicInteger();
    private static final String OBJECTS = "/api/v1/buckets/frames/objects";

    /** In an hour that no other test has: what comes into one that was looked at and is long over is not looked for again. */
    private final Instant minute =
            Instant.now().minus(Duration.ofHours(30 + HOURS.incrementAndGet())).truncatedTo(ChronoUnit.MINUTES);

    private List<JsonObject> compact() {
        return compact("from=" + minute + "&to=" + minute.plusSeconds(59));
    }

    private List<JsonObject> compact(String range) {
        var reply = http().call("POST", "/api/v1/admin/frames/compact?" + range).has(200);
        assertThat(reply.header("Content-Type")).hasValue("application/x-ndjson");
        return reply.text().lines().map(JsonObject::new).toList();
    }

    private static JsonObject nothing() {
        return new JsonObject("{\"done\":true,\"minutes\":0,\"packs\":0,\"written\":0,\"damaged\":0,\"busy\":0}");
    }

    /** Packs of one frame of this camera and one of another, a second apart. */
    private List<Sent> packs(int count) {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Sent> frames = List.of(frame(camera, i), frame(camera + "-other", i));
            SealedPack pack = FramePacks.pack(minute, frames);
            store(pack, bytes(pack));
            sent.addAll(frames);
        }
        return sent;
    }

    private Sent frame(String name, int second) {
        return FramePacks.frame(name, FramePacks.nanos(minute) + second * SECOND, second);
    }

    private List<String> inBucket(SealedPack any) {
        return inBucket(any.key().prefix());
    }

    private List<String> inBucket(String prefix) {
        return http().call("GET", OBJECTS + "?prefix=" + prefix).has(200).json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("key"))
                .toList();
    }

    private String prefix() {
        return FramePacks.pack(minute, List.of(frame(camera, 0))).key().prefix();
    }

    /** What is told of the frames of the minute, but for where they are; for that it is looked at anew. */
    private List<JsonObject> listed() {
        http().call("POST", "/api/v1/admin/frames/reindex?from=" + minute + "&to=" + minute.plusSeconds(59))
                .has(200);
        List<JsonObject> items = items("/frames?from=" + minute + "&to=" + minute.plusSeconds(59));
        items.forEach(item -> {
            item.remove("pack");
            item.remove("offset");
        });
        return items;
    }

    private void assertSame(List<Sent> sent) {
        sent.forEach(frame -> assertShows(
                http().call("GET", "/api/v1/cameras/" + frame.camera() + "/frames/" + time(frame.time())), frame));
    }

    @Test
    void thePacksOfAMinuteBecomeOneAndItsFramesStayAsTheyWere() {
        List<Sent> sent = packs(5);
        List<JsonObject> before = listed();

        List<JsonObject> lines = compact();

        assertThat(lines).hasSize(2);
        JsonObject joined = lines.getFirst();
        assertThat(joined.getString("minute")).isEqualTo(minute.toString());
        assertThat(joined.getLong("packs")).isEqualTo(5);
        assertThat(joined.getLong("written")).isEqualTo(1);
        assertThat(joined.getLong("frames")).isEqualTo(10);
        assertThat(joined.getLong("copies")).isZero();
        assertThat(joined.getLong("damaged")).isZero();
        assertThat(lines.getLast())
                .isEqualTo(nothing().put("minutes", 1).put("packs", 5).put("written", 1));
        String key = inBucket(prefix()).getFirst();
        assertThat(inBucket(prefix())).hasSize(1);
        assertThat(http().call("GET", OBJECTS + "/" + key).has(200).body()).hasSize(joined.getInteger("bytes"));
        assertThat(listed()).hasSize(5).isEqualTo(before);
        assertSame(sent);
        assertThat(Scrape.of(sluice()).sum("sluice_frames_compaction_packs_total", "what=\"read\""))
                .isGreaterThanOrEqualTo(5);
        assertThat(compact()).containsExactly(nothing());
    }

    @Test
    void onlyMinutesOfTheRangeThatAreOverAreJoined() {
        packs(3);
        SealedPack fresh = put(FramePacks.frame(camera, start, 1));
        put(FramePacks.frame(camera, start + SECOND, 2));

        assertThat(compact("from=" + minute.plusSeconds(60) + "&to=" + minute.plusSeconds(119)))
                .containsExactly(nothing());
        assertThat(compact("from=" + fresh.key().minute())).containsExactly(nothing());

        assertThat(inBucket(prefix())).hasSize(3);
        assertThat(inBucket(fresh))
                .hasSizeGreaterThanOrEqualTo(1)
                .contains(fresh.key().toString());
    }

    @Test
    void aDamagedPackIsToldOfAndStaysAsItIs() {
        List<Sent> sent = packs(3);
        SealedPack damaged = FramePacks.pack(minute, List.of(frame(camera, 10)));
        byte[] bytes = bytes(damaged);
        bytes[(int) damaged.table().of(camera).frame(0).place().offset() + 20] ^= 1;
        store(damaged, bytes);

        List<JsonObject> lines = compact();

        assertThat(lines.getFirst().getLong("damaged")).isEqualTo(1);
        assertThat(lines.getLast().getLong("damaged")).isEqualTo(1);
        assertThat(lines.getLast().getLong("packs")).isEqualTo(3);
        assertThat(inBucket(damaged)).hasSize(2).contains(damaged.key().toString());
        assertThat(http().call("GET", OBJECTS + "/" + damaged.key()).has(200).body())
                .isEqualTo(bytes);
        assertSame(sent);
    }

    @Test
    void aMinuteThatAnotherReplicaIsAtIsLeftToIt() {
        packs(2);
        String lease = OBJECTS + "/leases/compaction/"
                + prefix().replaceFirst("packs/", "").replaceFirst("/$", "");
        http().call("PUT", lease, "another's".getBytes(StandardCharsets.UTF_8)).has(201);

        assertThat(compact())
                .containsExactly(
                        new JsonObject().put("minute", minute.toString()).put("busy", true),
                        nothing().put("busy", 1));
        assertThat(inBucket(prefix())).hasSize(2);

        http().call("DELETE", lease).has(204);
        assertThat(compact().getLast().getLong("written")).isEqualTo(1);
    }

    @Test
    void twoCallsAtOnceLeaveEveryFrameThereOnce() {
        List<Sent> sent = packs(6);
        List<JsonObject> before = listed();
        String path = "/api/v1/admin/frames/compact?from=" + minute + "&to=" + minute.plusSeconds(59);

        var calls = IntStream.range(0, 2)
                .mapToObj(_ -> http().start("POST", path, new byte[0]))
                .toList();
        calls.forEach(call -> assertThat(call.join().has(200).text()).contains("\"done\":true"));

        assertThat(inBucket(prefix())).hasSize(1);
        assertThat(listed()).isEqualTo(before);
        assertSame(sent);
    }

    @Test
    void whatIsMalformedIsRefused() {
        String path = "/api/v1/admin/frames/compact";
        http().call("POST", path + "?from=noon").isProblem(400, "invalid-frame-time");
        http().call("POST", path + "?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z")
                .isProblem(400, "invalid-parameter");
        http().call("POST", path + "?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z")
                .isProblem(400, "invalid-parameter");
        for (String method : List.of("GET", "PUT", "DELETE")) {
            var refused = http().call(method, path).isProblem(405, "method-not-allowed");
            assertThat(refused.header("Allow")).hasValue("POST");
        }
    }
}
