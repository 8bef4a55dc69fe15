package io.sluice.feature.frames.wire;

import io.sluice.base.fault.Fault;
import org.jspecify.annotations.Nullable;

/** How a stream of frames ended. */
public sealed interface StreamEnd {
    /** How many frames were taken, all before the end. */
    long frames();

    /** Why it ended before its time; null when nothing is missing. */
    default @Nullable Fault failure() {
        return switch (this) {
            case Complete _ -> null;
            case Broken broken -> broken.fault();
            case Refused refused -> refused.fault();
        };
    }

    /**
     * Nothing is missing.
     *
     * @param closed whether the sender said that it was the end; else it just stopped after a whole frame
     */
    record Complete(long frames, boolean closed) implements StreamEnd {}

    /**
     * Something is wrong, and nothing after it was read.
     *
     * @param offset in the stream, where the piece begins that is wrong: a head, an image, or what follows one
     */
    record Broken(long frames, long offset, Fault fault) implements StreamEnd {
        /** The number of the frame that is wrong, counted from 1. */
        public long frame() {
            return frames + 1;
        }
    }

    /** Nothing is wrong with what came, but no more is taken, or no more can come. */
    record Refused(long frames, Fault fault) implements StreamEnd {}
}
