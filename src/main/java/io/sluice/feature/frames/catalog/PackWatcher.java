package io.sluice.feature.frames.catalog;

import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;

/** Hears of new packs with frames of one camera. Called on any thread; must not block. */
@FunctionalInterface
public interface PackWatcher {
    void arrived(PackKey pack, FrameTable table);
}
