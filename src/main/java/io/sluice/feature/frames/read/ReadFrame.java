package io.sluice.feature.frames.read;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A frame with its image, which was held against its checksum.
 *
 * @param bytes of the image in order, read-only for everyone
 * @param skipped how many frames before it were left out, as they came faster than they were taken
 * @param release gives the memory back; any thread, any number of times
 */
public record ReadFrame(StoredFrame frame, List<ByteBuffer> bytes, int skipped, Runnable release)
        implements AutoCloseable {
    public ReadFrame {
        bytes = List.copyOf(bytes);
    }

    ReadFrame after(int leftOut) {
        return new ReadFrame(frame, bytes, leftOut, release);
    }

    @Override
    public void close() {
        release.run();
    }
}
