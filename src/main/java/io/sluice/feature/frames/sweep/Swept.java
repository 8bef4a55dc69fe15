package io.sluice.feature.frames.sweep;

import io.sluice.feature.frames.rewrite.Rewritten;
import java.time.Instant;

/**
 * What was left out of the packs of one or more minutes.
 *
 * @param last of the minutes; that of the beginning when there was none
 * @param packs that were looked at
 * @param deleted packs that had something to leave out
 * @param written packs with what is left of them
 * @param frames that are no longer there
 * @param damaged packs that cannot be read, and stay as they are
 */
public record Swept(Instant last, long packs, long deleted, long written, long frames, long damaged) {
    public static Swept nothing(Instant minute) {
        return new Swept(minute, 0, 0, 0, 0, 0);
    }

    static Swept looked(Instant minute, long packs, long damaged) {
        return new Swept(minute, packs, 0, 0, 0, damaged);
    }

    Swept with(Rewritten done) {
        return new Swept(
                last,
                packs,
                deleted + done.replaced().size(),
                written + done.written().size(),
                frames + done.counts().dropped(),
                damaged + done.damaged().size());
    }

    /** Both, the other being later. */
    public Swept and(Swept later) {
        return new Swept(
                later.last,
                packs + later.packs,
                deleted + later.deleted,
                written + later.written,
                frames + later.frames,
                damaged + later.damaged);
    }
}
