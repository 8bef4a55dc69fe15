package io.sluice.feature.frames.index;

import io.sluice.feature.frames.mcap.Damage;
import io.sluice.feature.frames.mcap.FieldReader;
import io.sluice.feature.frames.mcap.FieldWriter;
import io.sluice.feature.frames.pack.PackKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What is known of a pack as bytes, in two parts: the names of its cameras, which are the same for most packs of a minute, and the
 * rest, which speaks of them by their places.
 *
 * @param names each with its length before it
 * @param rest begins with the number of this form
 */
public record FactsForm(ByteBuffer names, ByteBuffer rest) {
    private static final int FORM = 1;
    private static final int GUESS = 256;

    public static FactsForm of(PackFacts pack) {
        List<String> cameras = List.copyOf(new TreeSet<>(pack.cameras().keySet()));
        FieldWriter names = new FieldWriter(GUESS);
        cameras.forEach(names::text);
        FieldWriter rest = new FieldWriter(GUESS).u8(FORM).varint(pack.bytes());
        for (String camera : cameras) {
            CameraShare share = pack.cameras().getOrDefault(camera, new CameraShare(0, 0));
            rest.varint(share.frames()).varint(share.bytes());
        }
        rest.varint(pack.clusters().size());
        long before = 0;
        for (FrameCluster cluster : pack.clusters()) {
            rest.zigzag(cluster.first() - before).varint(cluster.last() - cluster.first());
            before = cluster.first();
            boolean all = cluster.cameras().size() == cameras.size();
            rest.varint(all ? 0 : cluster.cameras().size());
            if (!all) {
                cluster.cameras().forEach(camera -> rest.varint(cameras.indexOf(camera)));
            }
        }
        return new FactsForm(names.take(), rest.take());
    }

    /**
     * What it says of a pack.
     *
     * @throws io.sluice.base.fault.Fault when it is not of this form
     */
    public PackFacts read(PackKey key) {
        List<String> cameras = new ArrayList<>();
        for (FieldReader in = new FieldReader(names); in.remaining() > 0; ) {
            cameras.add(in.text());
        }
        FieldReader in = new FieldReader(rest);
        if (in.u8() != FORM) {
            throw Damage.of("an unknown form of what is known of it");
        }
        long bytes = in.varint();
        Map<String, CameraShare> shares = new HashMap<>();
        for (String camera : cameras) {
            shares.put(camera, new CameraShare((int) in.varint(), in.varint()));
        }
        return new PackFacts(key, bytes, clusters(in, cameras), shares);
    }

    private static List<FrameCluster> clusters(FieldReader in, List<String> cameras) {
        List<FrameCluster> clusters = new ArrayList<>();
        long first = 0;
        for (int left = in.count(1); left > 0; left--) {
            first += in.zigzag();
            long last = first + in.varint();
            if (first < 0 || Clustering.slot(first) != Clustering.slot(last)) {
                throw Damage.of("a cluster of two slots");
            }
            clusters.add(new FrameCluster(first, last, some(in, cameras)));
        }
        return clusters;
    }

    private static List<String> some(FieldReader in, List<String> cameras) {
        int count = in.count(1);
        if (count == 0) {
            return cameras;
        }
        List<String> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = in.varint();
            if (at < 0 || at >= cameras.size()) {
                throw Damage.of("a camera without a name");
            }
            some.add(cameras.get((int) at));
        }
        return some;
    }
}
