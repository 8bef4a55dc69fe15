package io.sluice.store.commit;

import io.sluice.base.time.Backoff;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.store.ObjectStore;

/**
 * What a group commit works with.
 *
 * @param backoff between two goes at storing a group
 */
public record CommitMeans(ObjectStore store, TimeSource time, Timers timers, Backoff backoff) {}
