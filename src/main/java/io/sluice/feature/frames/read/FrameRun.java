package io.sluice.feature.frames.read;

import io.sluice.feature.frames.pack.PackKey;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Frames that lie near each other in one pack, and are one read.
 *
 * @param frames in the order they are wanted, and in the order of the pack
 */
record FrameRun(List<StoredFrame> frames) {
    /** Reading so much for nothing costs less than another read. */
    private static final long NEAR = 96 << 10;

    /** No run of several frames is longer. */
    private static final long LONGEST = 2 << 20;

    /** Takes the first run out of frames that are wanted, of which there is at least one. */
    static FrameRun first(Deque<StoredFrame> wanted) {
        List<StoredFrame> frames = new ArrayList<>();
        frames.add(wanted.removeFirst());
        while (!wanted.isEmpty() && joins(frames, wanted.getFirst())) {
            frames.add(wanted.removeFirst());
        }
        return new FrameRun(List.copyOf(frames));
    }

    private static boolean joins(List<StoredFrame> frames, StoredFrame next) {
        StoredFrame last = frames.getLast();
        long gap = next.place().offset() - last.place().end();
        long length = next.place().end() - frames.getFirst().place().offset();
        return next.pack().equals(last.pack()) && gap >= 0 && gap <= NEAR && length <= LONGEST;
    }

    PackKey pack() {
        return frames.getFirst().pack();
    }

    long offset() {
        return frames.getFirst().place().offset();
    }

    /** In bytes, with what lies between the frames. */
    long length() {
        return frames.getLast().place().end() - offset();
    }
}
