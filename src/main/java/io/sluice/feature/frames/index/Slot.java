package io.sluice.feature.frames.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The clusters of one slot of time, in the order they became known. Guarded by the index it belongs to. */
final class Slot {
    /** Of a cluster, in bytes: two times, two references. */
    private static final int ENTRY = 2 * Long.BYTES + 2 * Integer.BYTES;

    private static final int FIXED_WEIGHT = 400;
    private static final int FIRST_CAPACITY = 4;

    private final List<PackRef> packs = new ArrayList<>(FIRST_CAPACITY);
    private final List<CameraSet> cameras = new ArrayList<>(FIRST_CAPACITY);
    private final Map<CameraSet, CameraSet> sets = new HashMap<>();
    private long[] firsts = new long[FIRST_CAPACITY];
    private long[] lasts = new long[FIRST_CAPACITY];
    private BitSet all = new BitSet();
    private long setsWeight;

    void add(FrameCluster cluster, PackRef pack, int[] ofCameras) {
        Arrays.stream(ofCameras).forEach(all::set);
        put(cluster.first(), cluster.last(), pack, new CameraSet(ofCameras));
    }

    private void put(long first, long last, PackRef pack, CameraSet set) {
        int at = packs.size();
        if (at == firsts.length) {
            resize(at + Math.max(FIRST_CAPACITY, at / 2));
        }
        firsts[at] = first;
        lasts[at] = last;
        packs.add(pack);
        CameraSet same = sets.putIfAbsent(set, set);
        setsWeight += same == null ? set.weight() : 0;
        cameras.add(same == null ? set : same);
    }

    private void resize(int capacity) {
        firsts = Arrays.copyOf(firsts, capacity);
        lasts = Arrays.copyOf(lasts, capacity);
    }

    /** Takes the clusters of some packs out, which are told by their identity. */
    void remove(Set<PackRef> gone) {
        List<PackRef> packsBefore = List.copyOf(packs);
        List<CameraSet> camerasBefore = List.copyOf(cameras);
        packs.clear();
        cameras.clear();
        sets.clear();
        setsWeight = 0;
        for (int i = 0; i < packsBefore.size(); i++) {
            PackRef pack = packsBefore.get(i);
            if (!gone.contains(pack)) {
                put(firsts[i], lasts[i], pack, camerasBefore.get(i));
            }
        }
        if (packs.size() < firsts.length / 2) {
            resize(Math.max(FIRST_CAPACITY, packs.size()));
        }
        recount();
    }

    private void recount() {
        BitSet left = new BitSet();
        for (int camera = all.nextSetBit(0); camera >= 0; camera = all.nextSetBit(camera + 1)) {
            int wanted = camera;
            left.set(camera, sets.keySet().stream().anyMatch(set -> set.has(wanted)));
        }
        all = left;
    }

    boolean empty() {
        return packs.isEmpty();
    }

    boolean has(int camera) {
        return all.get(camera);
    }

    /** Those that may have frames of a camera in a range, both ends included. */
    void find(int camera, long from, long to, List<Candidate> into) {
        for (int i = 0; i < packs.size(); i++) {
            if (firsts[i] <= to && lasts[i] >= from && cameras.get(i).has(camera)) {
                PackRef pack = packs.get(i);
                into.add(new Candidate(pack.key(), pack.bytes(), firsts[i], lasts[i]));
            }
        }
    }

    /** The least first time of a camera that is in here. */
    long first(int camera) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < packs.size(); i++) {
            first = cameras.get(i).has(camera) ? Math.min(first, firsts[i]) : first;
        }
        return first;
    }

    /** The greatest last time of a camera that is in here. */
    long last(int camera) {
        long last = 0;
        for (int i = 0; i < packs.size(); i++) {
            last = cameras.get(i).has(camera) ? Math.max(last, lasts[i]) : last;
        }
        return last;
    }

    /** About how much memory it takes, in bytes. */
    long weight() {
        return FIXED_WEIGHT + (long) firsts.length * ENTRY + setsWeight;
    }
}
