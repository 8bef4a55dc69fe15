package io.sluice.store.commit;

import java.time.Duration;

/**
 * How groups are stored.
 *
 * @param uploads groups under way at most
 * @param maxDelay after which a group is sealed, from its first item on
 * @param late after which a group that is under way counts as troubled
 * @param patience for which a group is tried again
 */
public record CommitSettings(int uploads, Duration maxDelay, Duration late, Duration patience) {
    public CommitSettings {
        if (uploads < 1) {
            throw new IllegalArgumentException("one group at least has to be under way, not " + uploads);
        }
    }
}
