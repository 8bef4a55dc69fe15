package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding frames over HTTP: one, a list of them, the latest, gaps. */
abstract class FrameFindContract extends FrameReadFixture {
    private Sent frame(long seconds) {
        return FramePacks.frame(camera, start + seconds * SECOND, seconds);
    }

    @Test
    void oneFrameIsFoundByItsTime() {
        put(5);

        Reply reply = get("/frames/" + time(start + 2 * SECOND)).has(200);

        assertShows(reply, frame(2));
        assertThat(reply.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(reply.header("Repr-Digest").orElseThrow()).startsWith("crc32c=:");
        assertShows(get("/frames/" + (start + 2 * SECOND)).has(200), frame(2));
    }

    @Test
    void aTimeThatNoFrameHasIsMatched() {
        put(5);
        long between = start + 2 * SECOND + SECOND / 4;

        get("/frames/" + time(between)).isProblem(404, "frame-not-found");
        assertShows(get("/frames/" + time(between) + "?match=floor").has(200), frame(2));
        assertShows(get("/frames/" + time(between) + "?match=ceil").has(200), frame(3));
        assertShows(get("/frames/" + time(between) + "?match=nearest").has(200), frame(2));
        assertShows(
                get("/frames/" + time(between) + "?match=floor&within=PT0.25S").has(200), frame(2));
        get("/frames/" + time(between) + "?match=floor&within=PT0.2S").isProblem(404, "frame-not-found");
        get("/frames/" + time(start + 90 * SECOND) + "?match=ceil&within=10s").isProblem(404, "frame-not-found");
        assertShows(
                get("/frames/" + time(start + 1000 * SECOND) + "?match=floor").has(200), frame(4));
    }

    @Test
    void aFrameThatCameLateIsFoundByItsOwnTime() {
        long late = start - Duration.ofHours(26).toNanos();
        put(FramePacks.frame(camera, start, 1), FramePacks.frame(camera, late, start, 2));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> get("/frames/" + time(late)).has(200));
        assertThat(get("/frames?from=" + time(late - SECOND) + "&to=" + time(late + SECOND))
                        .json()
                        .getJsonArray("items"))
                .hasSize(1);
    }

    @Test
    void framesAreListedByTimeAndPaged() {
        put(25);
        List<JsonObject> first = items("/frames?" + range(60) + "&limit=10");

        assertThat(first).hasSize(10);
        JsonObject one = first.getFirst();
        assertThat(one.fieldNames())
                .containsExactlyInAnyOrder(
                        "camera", "time", "sequence", "size", "contentType", "etag", "pack", "offset");
        assertThat(one.getString("camera")).isEqualTo(camera);
        assertThat(one.getString("time")).isEqualTo(time(start));
        assertThat(one.getInteger("size")).isEqualTo(frame(0).bytes().length);
        String next = get("/frames?" + range(60) + "&limit=10").json().getString("next");
        JsonObject second =
                get("/frames?" + range(60) + "&limit=10&after=" + next).json();
        assertThat(second.getJsonArray("items").getJsonObject(0).getInteger("sequence"))
                .isEqualTo(10);
        JsonObject last = get("/frames?" + range(60) + "&limit=10&after=" + second.getString("next"))
                .json();
        assertThat(last.getJsonArray("items")).hasSize(5);
        assertThat(last.containsKey("next")).isFalse();
        assertThat(last.getString("index")).isIn("ready", "partial");
    }

    @Test
    void aListIsThinnedOut() {
        put(25);
        assertThat(http().call("HEAD", "/api/v1/cameras/" + camera + "/frames")
                        .has(200)
                        .body())
                .isEmpty();

        assertThat(items("/frames?" + range(60) + "&every=PT10S"))
                .extracting(item -> item.getInteger("sequence"))
                .containsExactly(0, 10, 20);
        assertThat(items("/frames?" + range(4))).hasSize(5);
    }

    @Test
    void framesOfOneTimeAreBothThere() {
        put(FramePacks.frame(camera, start, start + 9, 1));
        put(FramePacks.frame(camera, start, start + 5, 2));

        assertThat(items("/frames?" + range(1)))
                .extracting(item -> item.getInteger("sequence"))
                .containsExactly(2, 1);
    }

    @Test
    void theLatestIsToldAndWaitedFor() {
        Instant now = Instant.now();
        long just = FramePacks.nanos(now) - 2 * SECOND;
        put(FramePacks.pack(now, List.of(FramePacks.frame(camera, just, 1))));
        Reply first = get("/frames/latest").has(200);
        assertShows(first, FramePacks.frame(camera, just, 1));
        assertThat(first.header("Cache-Control")).hasValue("no-store");
        assertThat(get("/frames/latest?after=" + time(just - 1)).status()).isEqualTo(200);
        get("/frames/latest?after=" + time(just)).has(204);

        CompletableFuture<Reply> waiting = http().start(
                        "GET",
                        "/api/v1/cameras/" + camera + "/frames/latest?wait=PT20S&after=" + time(just),
                        new byte[0]);
        put(FramePacks.pack(Instant.now(), List.of(FramePacks.frame(camera, just + SECOND, 2))));

        assertShows(waiting.orTimeout(20, TimeUnit.SECONDS).join(), FramePacks.frame(camera, just + SECOND, 2));
        get("/frames/latest?wait=PT0.2S&after=" + time(just + SECOND)).has(204);
    }

    @Test
    void gapsAreListed() {
        put(frame(0), frame(1), frame(7), frame(8));

        List<JsonObject> gaps = items("/gaps?" + range(8) + "&over=PT2S");

        assertThat(gaps).hasSize(1);
        assertThat(gaps.getFirst().getString("from")).isEqualTo(time(start + SECOND));
        assertThat(gaps.getFirst().getString("to")).isEqualTo(time(start + 7 * SECOND));
        assertThat(gaps.getFirst().getDouble("seconds")).isEqualTo(6.0);
    }

    @Test
    void conditionsAndRangesHoldAsForAnyObject() {
        put(3);
        String path = "/frames/" + time(start + SECOND);
        byte[] image = frame(1).bytes();
        Reply whole = get(path).has(200);
        String etag = whole.header("ETag").orElseThrow();

        get(path, "If-None-Match", etag).has(304);
        assertThat(get(path, "If-None-Match", etag).header("ETag")).hasValue(etag);
        get(path, "If-Match", "\"other\"").isProblem(412, "precondition-failed");
        get(path, "If-Modified-Since", whole.header("Last-Modified").orElseThrow())
                .has(304);
        Reply part = get(path, "Range", "bytes=10-19").has(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(image, 10, 20));
        assertThat(part.header("Content-Range")).hasValue("bytes 10-19/" + image.length);
        assertThat(get(path, "Range", "bytes=-5").has(206).body())
                .isEqualTo(Arrays.copyOfRange(image, image.length - 5, image.length));
        get(path, "Range", "bytes=10-19", "If-Range", "\"other\"").has(200);
        get(path, "Range", "bytes=10-19", "If-Range", etag).has(206);
        get(path, "Range", "bytes=" + image.length + "-").isProblem(416, "range-not-satisfiable");
        Reply head = http().call("HEAD", "/api/v1/cameras/" + camera + path).has(200);
        assertThat(head.header("Content-Length")).hasValue(Integer.toString(image.length));
        assertThat(head.header("ETag")).hasValue(etag);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void theETagOfAFrameStaysWhenItsPackIsReplaced() {
        SealedPack old = put(3);
        String etag = get("/frames/" + time(start)).has(200).header("ETag").orElseThrow();
        SealedPack joined = FramePacks.pack(old.key().minute(), List.of(frame(0), frame(1), frame(2)));
        store(joined, bytes(joined));
        http().call("DELETE", "/api/v1/buckets/frames/objects/" + old.key()).has(204);

        Reply again = get("/frames/" + time(start)).has(200);

        assertShows(again, frame(0));
        assertThat(again.header("ETag")).hasValue(etag);
        assertThat(items("/frames?" + range(5))).hasSize(3);
    }

    @Test
    void aFlippedByteIsRefusedAndTheOthersAreServed() {
        SealedPack pack = FramePacks.pack(Instant.now(), List.of(frame(0), frame(1), frame(2)));
        byte[] bytes = bytes(pack);
        int at = (int) pack.table().frame(1).place().offset() + 50;
        bytes[at] ^= 1;
        put(pack, bytes);

        get("/frames/" + time(start + SECOND)).isProblem(500, "frame-corrupt");
        assertShows(get("/frames/" + time(start)).has(200), frame(0));
        assertShows(get("/frames/" + time(start + 2 * SECOND)).has(200), frame(2));
        Reply verified = http().call(
                        "POST",
                        "/api/v1/admin/frames/verify?from=" + time(start) + "&to=" + time(start + 600 * SECOND));
        List<JsonObject> lines =
                verified.has(200).text().lines().map(JsonObject::new).toList();
        List<JsonObject> bad = lines.stream()
                .filter(line -> pack.key().toString().equals(line.getString("pack")))
                .toList();
        assertThat(bad).hasSize(1);
        assertThat(bad.getFirst().getJsonArray("frames").getJsonObject(0).getString("time"))
                .isEqualTo(time(start + SECOND));
        assertThat(lines.getLast().getBoolean("done")).isTrue();
        assertThat(lines.getLast().getInteger("bad")).isPositive();
    }

    @Test
    void theIndexIsRebuiltHourByHour() {
        put(3);

        Reply reply = http().call("POST", "/api/v1/admin/frames/reindex?from=" + time(start));

        List<JsonObject> lines =
                reply.has(200).text().lines().map(JsonObject::new).toList();
        assertThat(lines.getLast().getInteger("packs")).isPositive();
        assertThat(lines.getLast().getBoolean("done")).isTrue();
        http().call("GET", "/api/v1/admin/frames/reindex").isProblem(405, "method-not-allowed");
    }

    @Test
    void camerasAreListed() {
        Instant now = Instant.now();
        long just = FramePacks.nanos(now) - 5 * SECOND;
        put(FramePacks.pack(
                now,
                IntStream.range(0, 9)
                        .mapToObj(i -> FramePacks.frame(camera, just + i * SECOND / 4, i))
                        .toList()));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonObject mine =
                    http().call("GET", "/api/v1/cameras?limit=1000").has(200).json().getJsonArray("items").stream()
                            .map(JsonObject.class::cast)
                            .filter(item -> item.getString("name").equals(camera))
                            .findFirst()
                            .orElseThrow();
            assertThat(mine.getInteger("packs")).isEqualTo(1);
            assertThat(mine.getInteger("frames")).isEqualTo(9);
            assertThat(mine.getString("lastTime")).isEqualTo(time(just + 2 * SECOND));
            assertThat(mine.getDouble("rate")).isEqualTo(4.0);
            assertThat(mine.getDouble("lag")).isBetween(0.0, 60.0);
            assertThat(mine.getJsonObject("lastFrame").getInteger("sequence")).isEqualTo(8);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/frames?limit=0",
                "/frames?limit=1001",
                "/frames?limit=x",
                "/frames?every=-PT1S",
                "/frames?every=soon",
                "/frames?after=xyz",
                "/frames?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "/frames?from=2025-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "/frames/2026-01-01T00:00:00Z?match=best",
                "/frames/2026-01-01T00:00:00Z?within=forever",
                "/frames/latest?wait=PT2M",
                "/gaps?over=",
                "/stream?from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:01Z&speed=fast",
                "/export?format=gif"
            })
    void aParameterThatIsWrongIsSaid(String path) {
        get(path).isProblem(400, "invalid-parameter");
    }

    @Test
    void wrongTimesCamerasAndMethodsAreSaid() {
        get("/frames/yesterday").isProblem(400, "invalid-frame-time");
        get("/frames?from=yesterday").isProblem(400, "invalid-frame-time");
        http().call("GET", "/api/v1/cameras/a%20b/frames").isProblem(400, "invalid-camera");
        http().call("DELETE", "/api/v1/cameras/a/frames/latest").isProblem(405, "method-not-allowed");
        http().call("POST", "/api/v1/cameras/a/gaps").isProblem(405, "method-not-allowed");
        get("/frames/latest").isProblem(404, "frame-not-found");
        assertThat(items("/frames")).isEmpty();
    }
}
