package io.sluice.feature.frames.read;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A frame with its image, which was held against its checksum.
 *
 * @param bytes of the image in order, read-only for everyone
 * @param skipped how many frames before it were left out, as they came faster than they were taken
 */
public record ReadFrame(StoredFrame frame, List<ByteBuffer> bytes, int skipped, Memory memory)
        implements AutoCloseable {
    /** What the image lies in. Any thread, any number of times. */
    public interface Memory {
        /** That of the garbage collector, which nobody pays for. */
        Memory FREE = new Memory() {
            @Override
            public void release() {
                // Nothing was paid.
            }

            @Override
            public void reuse() {
                // It is freed by itself.
            }
        };

        /** It is paid for no longer. */
        void release();

        /** Nobody looks at it any more, so it is used again. Where that is not certain it is the garbage collector's. */
        void reuse();
    }

    public ReadFrame {
        bytes = List.copyOf(bytes);
    }

    ReadFrame after(int leftOut) {
        return new ReadFrame(frame, bytes, leftOut, memory);
    }

    /** The image is held no longer; a socket may still look at it. */
    @Override
    public void close() {
        memory.release();
    }
}
