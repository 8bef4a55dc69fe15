package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.http.Calls;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A camera that sends frames one after another, until it is told to stop or its connection ends. */
public final class FrameLoad {
    /** Frames do not come closer than their times. */
    private static final Duration LEAST_PAUSE = Duration.ofNanos(100_000);

    private final LoadFrames frames;
    private final FrameWay way;
    private final long pauseNanos;
    private final Thread thread;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> surprise = new AtomicReference<>();
    private volatile boolean stopped;

    private FrameLoad(LoadFrames frames, FrameWay way, Duration pause) {
        this.frames = frames;
        this.way = way;
        this.pauseNanos = Math.max(pause.toNanos(), LEAST_PAUSE.toNanos());
        this.thread = Thread.ofVirtual().start(this::sendAll);
    }

    /** @param pause between two frames, at least */
    public static FrameLoad stream(long seed, String camera, Duration pause, Function<String, URI> server) {
        LoadFrames frames = LoadFrames.of(seed, camera);
        return new FrameLoad(frames, FrameWay.Stream.open(frames, server), pause);
    }

    /** A multipart stream, as fast as it is taken. */
    public static FrameLoad stream(long seed, String camera, Function<String, URI> server) {
        return stream(seed, camera, Duration.ZERO, server);
    }

    /** A multipart stream of some frames a second, which were taken an hour ago. */
    public static FrameLoad late(long seed, String camera, Duration pause, Function<String, URI> server) {
        LoadFrames frames = LoadFrames.of(seed, camera, Duration.ofHours(1));
        return new FrameLoad(frames, FrameWay.Stream.open(frames, server), pause);
    }

    /** A WebSocket, as fast as it is taken. */
    public static FrameLoad socket(long seed, String camera, Function<String, URI> server) {
        LoadFrames frames = LoadFrames.of(seed, camera);
        return new FrameLoad(frames, FrameWay.Socket.open(frames, server), Duration.ZERO);
    }

    /** One request after another. */
    public static FrameLoad singles(long seed, String camera, Function<String, URI> server) {
        LoadFrames frames = LoadFrames.of(seed, camera);
        return new FrameLoad(frames, FrameWay.Singles.open(frames, server), Duration.ZERO);
    }

    private void sendAll() {
        try {
            while (!stopped) {
                long before = System.nanoTime();
                way.send(sent.get());
                sent.incrementAndGet();
                Thread.sleep(Duration.ofNanos(Math.max(0, pauseNanos - (System.nanoTime() - before))));
            }
            way.end();
        } catch (UncheckedIOException | CompletionException | InterruptedException over) {
            stopped = true;
        } catch (RuntimeException | AssertionError unexpected) {
            stopped = true;
            surprise.set(unexpected);
        }
    }

    public int sent() {
        return sent.get();
    }

    /** Sends no more, and says so. */
    public void stop() {
        stopped = true;
    }

    List<JsonObject> lines() {
        return way.lines();
    }

    /** How many frames it was told are stored. */
    public long acknowledged() {
        return way.acknowledged().count();
    }

    public JsonObject last() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> lines().stream().anyMatch(line -> "end".equals(line.getString("ack"))));
        return lines().getLast();
    }

    /** Returns when its connection has been ended. */
    public void awaitEnd() {
        way.awaitEnd();
    }

    /** Every frame that was acknowledged is found by its time, bit for bit, and no line said more than there was to say. */
    public void assertAllThere(Calls http) {
        assertThat(surprise.get()).as("seed %d", frames.seed()).isNull();
        assertLinesAreTrue();
        assertThat(way.acknowledged()
                        .mapToObj(number -> frames.wrong(http, number))
                        .filter(Objects::nonNull)
                        .limit(5))
                .as("of %d acknowledged frames of %s, seed %d", acknowledged(), frames.camera(), frames.seed())
                .isEmpty();
    }

    /** The first {@code count} frames are listed, each once and in the order of their times. */
    public void assertListed(Calls http, long count) {
        assertThat(count == 0 ? null : frames.missing(http, (int) count))
                .as("seed %d", frames.seed())
                .isNull();
    }

    private void assertLinesAreTrue() {
        long before = 0;
        for (JsonObject line : lines()) {
            if ("durable".equals(line.getString("ack"))) {
                long count = line.getLong("count");
                assertThat(count).as("%s", line).isGreaterThan(before);
                assertThat(line.getLong("sequence")).as("%s", line).isEqualTo(count - 1);
                assertThat(Instant.parse(line.getString("time")))
                        .as("%s", line)
                        .isEqualTo(Instant.parse(frames.time((int) count - 1)));
                before = count;
            }
        }
    }

    public void close() throws InterruptedException {
        stopped = true;
        way.close();
        thread.join();
    }
}
