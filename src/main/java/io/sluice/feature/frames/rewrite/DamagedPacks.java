package io.sluice.feature.frames.rewrite;

import io.sluice.feature.frames.pack.PackKey;
import java.util.Set;

/** Images of some packs are not what their tables say. */
final class DamagedPacks extends RuntimeException {
    private final transient Set<PackKey> packs;

    DamagedPacks(Set<PackKey> packs) {
        super("damaged packs: " + packs, null, false, false);
        this.packs = Set.copyOf(packs);
    }

    Set<PackKey> packs() {
        return packs;
    }
}
