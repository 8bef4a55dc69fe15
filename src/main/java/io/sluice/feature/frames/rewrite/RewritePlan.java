package io.sluice.feature.frames.rewrite;

import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.feature.frames.read.FrameMark;
import io.sluice.feature.frames.read.StoredFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Which frames of some packs are written anew.
 *
 * @param packs how many
 * @param kept the frames, each once, pack by pack in the order of the pack
 * @param copies frames that are in a pack before already
 * @param dropped frames that are not to be kept
 */
record RewritePlan(int packs, List<StoredFrame> kept, long copies, long dropped) {
    /** A frame, wherever it lies. One pack may have several that nothing tells apart; those stay as many. */
    private record Known(String camera, FrameMark mark, int nth) {}

    RewritePlan {
        kept = List.copyOf(kept);
    }

    static RewritePlan of(SequencedMap<PackKey, FrameTable> tables, FrameFilter filter) {
        Choosing choosing = new Choosing(filter);
        tables.forEach(choosing::add);
        return new RewritePlan(tables.size(), choosing.kept, choosing.copies, choosing.dropped);
    }

    /** Whether anything would be other than before. */
    boolean changes() {
        return packs > 1 || copies + dropped > 0;
    }

    private static final class Choosing {
        private final FrameFilter filter;
        private final Set<Known> known = new HashSet<>();
        private final List<StoredFrame> kept = new ArrayList<>();
        private long copies;
        private long dropped;

        Choosing(FrameFilter filter) {
            this.filter = filter;
        }

        void add(PackKey pack, FrameTable table) {
            Map<Known, Integer> alike = new HashMap<>();
            for (int order = 0; order < table.size(); order++) {
                add(new StoredFrame(pack, table.frame(order)), alike);
            }
        }

        private void add(StoredFrame stored, Map<Known, Integer> alike) {
            PackedFrame frame = stored.frame();
            if (!filter.keeps(
                    stored.camera(), frame.head().publishTime(), frame.head().logTime())) {
                dropped++;
                return;
            }
            int nth = alike.merge(new Known(stored.camera(), stored.mark(), 0), 1, Integer::sum);
            if (known.add(new Known(stored.camera(), stored.mark(), nth))) {
                kept.add(stored);
            } else {
                copies++;
            }
        }
    }
}
