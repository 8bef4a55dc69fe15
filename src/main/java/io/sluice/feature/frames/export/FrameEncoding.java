package io.sluice.feature.frames.export;

import io.sluice.feature.frames.read.ReadFrame;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes frames in some form, one after another. For one file; confined to one thread at a time. */
public interface FrameEncoding {
    /** What comes before the first frame. */
    default List<ByteBuffer> begin() {
        return List.of();
    }

    /**
     * The bytes that are ready when this frame has been added: views of the images, of this one and of those before it that were
     * held back. None when this one is held back too.
     */
    List<ByteBuffer> add(ReadFrame frame);

    /** All that is left. */
    default List<ByteBuffer> end() {
        return List.of();
    }
}
