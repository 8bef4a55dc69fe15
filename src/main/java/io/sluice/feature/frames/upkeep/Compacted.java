package io.sluice.feature.frames.upkeep;

import io.sluice.feature.frames.rewrite.Rewritten;
import java.time.Instant;

/**
 * What the compaction did to the packs of a minute.
 *
 * @param busy whether another replica is at it, and nothing was done
 * @param packs that were joined
 * @param written packs that came in their place
 * @param bytes of the new packs
 * @param frames in the new packs
 * @param copies of frames that were left out
 * @param damaged packs that were left as they are
 */
public record Compacted(
        Instant minute, boolean busy, int packs, int written, long bytes, long frames, long copies, int damaged) {
    static Compacted nothing(Instant minute) {
        return new Compacted(minute, false, 0, 0, 0, 0, 0, 0);
    }

    static Compacted busy(Instant minute) {
        return new Compacted(minute, true, 0, 0, 0, 0, 0, 0);
    }

    /** Whether anything is other than before. */
    public boolean changed() {
        return packs > 0;
    }

    Compacted damaged(int more) {
        return new Compacted(minute, busy, packs, written, bytes, frames, copies, damaged + more);
    }

    Compacted and(Rewritten done) {
        return new Compacted(
                minute,
                busy,
                packs + done.replaced().size(),
                written + done.written().size(),
                bytes + done.counts().bytesWritten(),
                frames + done.counts().frames(),
                copies + done.counts().copies(),
                damaged + done.damaged().size());
    }
}
