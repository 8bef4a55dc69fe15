package io.sluice.feature.frames;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one image, in memory that somebody pays for until it is closed. It has one owner at a time: whoever got it hands
 * it on or closes it. Thread-safe; closing it twice is harmless and tells nobody again.
 */
public final class FrameImage implements AutoCloseable {
    private final AtomicReference<@Nullable List<ByteBuffer>> chunks;
    private final int length;
    private final LongConsumer onReleased;

    /**
     * @param chunks in order, together the image; nobody changes them or their positions any more
     * @param length of all of them, in bytes
     * @param onReleased told {@code length} once, on the thread that closes the image
     */
    public FrameImage(List<ByteBuffer> chunks, int length, LongConsumer onReleased) {
        this.chunks = new AtomicReference<>(List.copyOf(chunks));
        this.length = length;
        this.onReleased = onReleased;
    }

    /**
     * The bytes in order, to be read through duplicates.
     *
     * @throws IllegalStateException when it is closed
     */
    public List<ByteBuffer> chunks() {
        List<ByteBuffer> held = chunks.get();
        if (held == null) {
            throw new IllegalStateException("the image was released");
        }
        return held;
    }

    /** In bytes; known after closing too. */
    public int length() {
        return length;
    }

    @Override
    public void close() {
        if (chunks.getAndSet(null) != null) {
            onReleased.accept(length);
        }
    }
}
