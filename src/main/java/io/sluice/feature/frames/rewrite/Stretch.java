package io.sluice.feature.frames.rewrite;

import io.sluice.base.bytes.ByteRange;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.read.StoredFrame;
import java.util.List;

/**
 * Frames of one pack that are one read, with what lies between them.
 *
 * @param frames at least one, in the order of the pack
 */
record Stretch(List<StoredFrame> frames) {
    /** Reading so much for nothing costs less than another read. */
    static final long NEAR = 96 << 10;

    /** No stretch of several frames is longer. */
    static final long LONGEST = 4 << 20;

    Stretch {
        frames = List.copyOf(frames);
    }

    PackKey pack() {
        return frames.getFirst().pack();
    }

    long offset() {
        return frames.getFirst().place().offset();
    }

    /** In bytes. */
    long length() {
        return frames.getLast().place().end() - offset();
    }

    ByteRange range() {
        return new ByteRange.Between(offset(), offset() + length() - 1);
    }
}
