package io.sluice.feature.frames.sweep;

import io.sluice.feature.frames.rewrite.Rewritten;
import java.time.Instant;

/**
 * What was left out of the packs of one or more minutes.
 *
 * @param last of the minutes; that of the beginning when there was none
 * @param packs that were looked at
 * @param found packs that had something to leave out
 * @param deleted those of them that are gone by this; others were already, or are damaged
 * @param written packs with what is left of them
 * @param frames that were to be left out, and lay in the packs that are gone
 * @param damaged packs that cannot be read, or not be written anew
 */
public record Swept(Instant last, long packs, long found, long deleted, long written, long frames, LeftPacks damaged) {
    public static Swept nothing(Instant minute) {
        return looked(minute, 0, 0, LeftPacks.NONE);
    }

    static Swept looked(Instant minute, long packs, long found, LeftPacks damaged) {
        return new Swept(minute, packs, found, 0, 0, 0, damaged);
    }

    Swept with(Rewritten done, long leftOut) {
        return new Swept(
                last,
                packs,
                found,
                deleted + done.replaced().size(),
                written + done.written().size(),
                frames + leftOut,
                damaged.and(LeftPacks.of(done.damaged())));
    }

    /** Both, the other being later. */
    public Swept and(Swept later) {
        return new Swept(
                later.last,
                packs + later.packs,
                found + later.found,
                deleted + later.deleted,
                written + later.written,
                frames + later.frames,
                damaged.and(later.damaged));
    }
}
