package io.sluice.feature.frames.rewrite;

import io.sluice.feature.frames.pack.PackKey;
import java.util.List;

/**
 * What a rewrite has done.
 *
 * @param replaced packs that are no longer in the index, and deleted
 * @param written packs that came in their place; none when no frame was kept
 * @param damaged packs that were left as they are, because not all of them is what was written
 */
public record Rewritten(List<PackKey> replaced, List<PackKey> written, List<PackKey> damaged, Counts counts) {
    /**
     * How much of it there was.
     *
     * @param bytesRead of the old packs
     * @param bytesWritten of the new packs
     * @param frames in the new packs
     * @param copies of frames that were in several packs, and are in one now
     * @param dropped frames that the filter did not keep
     */
    public record Counts(long bytesRead, long bytesWritten, long frames, long copies, long dropped) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0);
    }

    public Rewritten {
        replaced = List.copyOf(replaced);
        written = List.copyOf(written);
        damaged = List.copyOf(damaged);
    }
}
