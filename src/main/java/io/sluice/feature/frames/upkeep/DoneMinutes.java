package io.sluice.feature.frames.upkeep;

import io.sluice.feature.frames.pack.PackKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Minutes that were looked at and need nothing while their packs are the same. Thread-safe. */
final class DoneMinutes {
    private final Map<Instant, Set<PackKey>> minutes = new HashMap<>();

    /** One pack, or those that were looked at. */
    synchronized boolean nothingToDo(Instant minute, List<PackKey> packs) {
        return packs.size() < 2 || new HashSet<>(packs).equals(minutes.get(minute));
    }

    synchronized void remember(Instant minute, List<PackKey> packs) {
        minutes.put(minute, Set.copyOf(packs));
    }

    /** What is not looked at any more. */
    synchronized void forgetBefore(Instant minute) {
        minutes.keySet().removeIf(known -> known.isBefore(minute));
    }
}
