package io.sluice.feature.frames.catalog;

import io.sluice.feature.frames.index.PackFacts;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who waits for new frames of which camera. Thread-safe. */
final class Watchers {
    private final Map<String, List<PackWatcher>> byCamera = new ConcurrentHashMap<>();
    private final FrameTables tables;

    Watchers(FrameTables tables) {
        this.tables = tables;
    }

    /** Ends when the result is run, any number of times. */
    Runnable add(String camera, PackWatcher watcher) {
        byCamera.compute(camera, (_, there) -> {
            List<PackWatcher> all = there == null ? new CopyOnWriteArrayList<>() : there;
            all.add(watcher);
            return all;
        });
        return () -> byCamera.computeIfPresent(camera, (_, there) -> {
            there.remove(watcher);
            return there.isEmpty() ? null : there;
        });
    }

    boolean any() {
        return !byCamera.isEmpty();
    }

    /** A pack whose table is at hand. */
    void tell(PackKey pack, FrameTable table) {
        if (any()) {
            table.cameras().forEach(camera -> tell(camera, pack, table));
        }
    }

    /** A pack whose table has to be read first, if anybody is interested. What cannot be read is not told. */
    void tell(PackFacts pack) {
        if (any() && wanted(pack.cameras().keySet())) {
            tables.of(pack.key()).subscribe().with(table -> tell(pack.key(), table), _ -> {});
        }
    }

    private boolean wanted(Set<String> cameras) {
        return cameras.stream().anyMatch(byCamera::containsKey);
    }

    private void tell(String camera, PackKey pack, FrameTable table) {
        byCamera.getOrDefault(camera, List.of()).forEach(watcher -> watcher.arrived(pack, table));
    }
}
