package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.testing.Scrape;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** Packs in the bucket of a running service, put now as another replica would, and calls that read them. */
abstract class FrameReadFixture {
    static final long SECOND = FramePacks.SECOND;
    private static final AtomicInteger CAMERAS = new AtomicInteger();

    /** Some minutes ago, in nanoseconds. */
    final long start =
            FramePacks.nanos(Instant.now().minus(Duration.ofMinutes(3)).truncatedTo(ChronoUnit.SECONDS));

    /** One that no other test has. */
    final String camera = "cam-" + CAMERAS.incrementAndGet();

    abstract SluiceProcess sluice();

    @AfterEach
    void nothingStaysPaid() {
        await().atMost(Duration.ofSeconds(20)).until(() -> Scrape.of(sluice()).sum("sluice_budget_used_bytes") == 0);
    }

    Calls http() {
        return new Calls(sluice()::uri);
    }

    Reply get(String path, String... headers) {
        return http().call("GET", "/api/v1/cameras/" + camera + path, headers);
    }

    List<JsonObject> items(String path) {
        return get(path).has(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** A pack of frames of this camera, a second apart. */
    SealedPack put(int frames) {
        return put(IntStream.range(0, frames)
                .mapToObj(i -> FramePacks.frame(camera, start + i * SECOND, i))
                .toArray(Sent[]::new));
    }

    SealedPack put(Sent... frames) {
        return put(FramePacks.pack(Instant.now(), List.of(frames)));
    }

    SealedPack put(SealedPack pack) {
        put(pack, bytes(pack));
        return pack;
    }

    /** Returns when the service knows of it. */
    void put(SealedPack pack, byte[] bytes) {
        store(pack, bytes);
        String at = time(pack.table().of(camera).time(0));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get("/frames?from=" + at + "&to=" + at)
                        .text()
                        .contains(pack.key().id()));
    }

    void store(SealedPack pack, byte[] bytes) {
        http().call("PUT", "/api/v1/buckets/frames/objects/" + pack.key(), bytes)
                .has(201);
    }

    static byte[] bytes(SealedPack pack) {
        ByteBuffer all = ByteBuffer.allocate((int) pack.body().length());
        pack.body().chunks().forEach(chunk -> all.put(chunk.duplicate()));
        return all.array();
    }

    static String time(long nanos) {
        return new FrameTime(nanos).toString();
    }

    /** The times of a range in a query. */
    String range(long seconds) {
        return "from=" + time(start) + "&to=" + time(start + seconds * SECOND);
    }

    static void assertShows(Reply reply, Sent frame) {
        assertThat(reply.body()).isEqualTo(frame.bytes());
        assertThat(reply.header("X-Frame-Time")).hasValue(time(frame.time()));
        assertThat(reply.header("X-Frame-Sequence"))
                .hasValue(Long.toString(frame.head().sequence()));
        assertThat(reply.header("X-Camera")).hasValue(frame.camera());
        assertThat(reply.header("Content-Type")).hasValue("image/jpeg");
    }
}
