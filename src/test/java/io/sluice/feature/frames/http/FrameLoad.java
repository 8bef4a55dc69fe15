package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A camera that sends frames as fast as they are taken, until it is told to stop or its connection ends. */
final class FrameLoad {
    private static final int LONGEST = 20_000;

    private final long seed;
    private final String camera;
    private final StreamingClient client;
    private final Thread thread;
    private final AtomicInteger sent = new AtomicInteger();
    private volatile boolean stopped;

    private FrameLoad(long seed, String camera, URI uri) {
        this.seed = seed;
        this.camera = camera;
        this.client = StreamingClient.reading(uri);
        this.thread = Thread.ofVirtual().start(this::sendAll);
    }

    static FrameLoad start(long seed, String camera, Function<String, URI> server) {
        return new FrameLoad(seed, camera, server.apply("/api/v1/cameras/" + camera + "/frames"));
    }

    private void sendAll() {
        try {
            while (!stopped) {
                client.frame(image(sent.get()));
                sent.incrementAndGet();
                Thread.sleep(2);
            }
            client.end();
        } catch (UncheckedIOException | InterruptedException over) {
            stopped = true;
        }
    }

    private byte[] image(int index) {
        Random random = new Random(seed * 1_000_003 + camera.hashCode() * 31L + index);
        byte[] image = new byte[100 + random.nextInt(LONGEST)];
        random.nextBytes(image);
        return image;
    }

    int sent() {
        return sent.get();
    }

    /** Sends no more, and says so. */
    void stop() {
        stopped = true;
    }

    StreamingClient client() {
        return client;
    }

    /** How many frames it was told are durable. */
    long acknowledged() {
        return client.lines().stream()
                .mapToLong(line -> "durable".equals(line.getString("ack")) ? line.getLong("count") : 0)
                .max()
                .orElse(0);
    }

    JsonObject last() {
        return client.awaitLine("end");
    }

    /** Every frame that was acknowledged is among {@code stored}, bit for bit. */
    void assertAllThere(StoredFrames stored) {
        List<ByteBuffer> found = stored.of(camera);
        Set<ByteBuffer> images = new HashSet<>(found);
        assertThat(IntStream.range(0, (int) acknowledged())
                        .filter(index -> !images.contains(ByteBuffer.wrap(image(index)))))
                .as("frames of %s that are not there, of %d acknowledged, seed %d", camera, acknowledged(), seed)
                .isEmpty();
    }

    void close() throws InterruptedException {
        stopped = true;
        client.close();
        thread.join();
    }
}
