package io.sluice.feature.frames.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Finds the frames in the bytes of a body, and hands them to its {@link FrameListener}. Confined to one thread at a time. */
public sealed interface FrameParser extends AutoCloseable permits BodyParser, MultipartParser {
    /**
     * Takes the next chunk, which is the parser's from now on and must not change any more.
     *
     * @return how the stream ended, once it has: what was fed after that place is not looked at; null while it goes on
     * @throws IllegalStateException when it has ended before
     */
    @Nullable
    StreamEnd feed(ByteBuffer chunk);

    /** How many bytes are known to come yet of the frame that is arriving; 0 when that is not known, or none is. */
    long awaited();

    /** Whether a frame is whole, and waits only for what stands behind it. */
    boolean unsettled();

    /** Hands such a frame on. Without this call it is handed on when what stands behind it has come, or the end. */
    void settle();

    /**
     * No more will come.
     *
     * @throws IllegalStateException when the stream has ended before
     */
    StreamEnd end();

    /** Gives the stream up: what has come of a frame is dropped. Harmless after the end. */
    @Override
    void close();
}
