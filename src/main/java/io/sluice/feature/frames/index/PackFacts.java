package io.sluice.feature.frames.index;

import io.sluice.feature.frames.pack.CameraFrames;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the index keeps of a pack.
 *
 * @param bytes of the object
 * @param clusters by their first times; none of a pack that cannot be read
 * @param cameras what each has in it
 */
public record PackFacts(PackKey key, long bytes, List<FrameCluster> clusters, Map<String, CameraShare> cameras) {
    public PackFacts {
        clusters = List.copyOf(clusters);
        cameras = Map.copyOf(cameras);
    }

    public static PackFacts of(PackKey key, long bytes, FrameTable table) {
        Map<String, CameraShare> shares = new HashMap<>();
        for (String camera : table.cameras()) {
            shares.put(camera, share(table.of(camera)));
        }
        return new PackFacts(key, bytes, Clustering.of(table), shares);
    }

    /** Of a pack that is damaged: it is known, and has nothing to offer. */
    public static PackFacts unreadable(PackKey key, long bytes) {
        return new PackFacts(key, bytes, List.of(), Map.of());
    }

    private static CameraShare share(CameraFrames frames) {
        long bytes = 0;
        for (int i = 0; i < frames.size(); i++) {
            bytes += frames.frame(i).place().length();
        }
        return new CameraShare(frames.size(), bytes);
    }
}
