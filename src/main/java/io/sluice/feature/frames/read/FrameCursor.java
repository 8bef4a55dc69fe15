package io.sluice.feature.frames.read;

import io.sluice.feature.frames.index.Candidate;
import io.sluice.feature.frames.pack.CameraFrames;
import io.sluice.feature.frames.pack.PackKey;

/** A place among the frames of one camera in one pack. Confined to one thread at a time. */
final class FrameCursor {
    private final PackKey pack;
    private final CameraFrames frames;
    private final int end;
    private int next;

    /** At the first of the candidate's frames that is not before {@code from}, until the last that is before {@code to}. */
    FrameCursor(Candidate candidate, CameraFrames frames, long from, long to) {
        this.pack = candidate.pack();
        this.frames = frames;
        this.next = frames.ceil(Math.max(from, candidate.first()));
        this.end = frames.floor(Math.min(to - 1, candidate.last())) + 1;
    }

    boolean ended() {
        return next >= end;
    }

    /** Of the next frame. */
    long time() {
        return frames.time(next);
    }

    StoredFrame take() {
        StoredFrame frame = new StoredFrame(pack, frames.frame(next));
        next++;
        return frame;
    }

    /** Passes over what is before a time. */
    void skipTo(long time) {
        if (!ended() && time() < time) {
            next = Math.max(next, frames.ceil(time));
        }
    }
}
