package io.sluice.feature.frames.ingest;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.store.ObjectStore;

/**
 * What the ingest has from outside.
 *
 * @param store in which there is a bucket {@code frames}
 * @param budget pays for all frames
 * @param backoff between two goes at storing a pack
 */
public record Surroundings(
        ObjectStore store, ByteBudget budget, TimeSource time, Timers timers, Ids ids, Backoff backoff) {}
