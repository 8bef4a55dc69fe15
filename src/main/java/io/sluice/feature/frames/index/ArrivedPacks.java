package io.sluice.feature.frames.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The packs of one minute of arrival, and what each camera has in them. Guarded by the index it belongs to. */
final class ArrivedPacks {
    private static final int FIXED_WEIGHT = 200;
    private static final int CAMERA = 2 * Integer.BYTES + Integer.BYTES + Long.BYTES;

    private final List<PackRef> packs = new ArrayList<>(2);
    private long bytes;

    /** The cameras by their numbers, ascending, and of each what it has. */
    private int[] cameras = {};

    private int[] packCounts = {};
    private int[] frameCounts = {};
    private long[] byteCounts = {};

    /** What a camera has in here. */
    interface Taker {
        void take(int camera, long packs, long frames, long bytes);
    }

    boolean has(PackRef pack) {
        for (PackRef known : packs) {
            if (known.is(pack)) {
                return true;
            }
        }
        return false;
    }

    List<PackRef> packs() {
        return packs;
    }

    void add(PackRef pack) {
        packs.add(pack);
        bytes += pack.bytes();
    }

    /** Counts what a camera has in a pack that was added. */
    void count(int camera, CameraShare share) {
        int at = Arrays.binarySearch(cameras, camera);
        if (at < 0) {
            at = -at - 1;
            insert(at, camera);
        }
        packCounts[at]++;
        frameCounts[at] += share.frames();
        byteCounts[at] += share.bytes();
    }

    private void insert(int at, int camera) {
        int size = cameras.length;
        cameras = opened(cameras, at);
        packCounts = opened(packCounts, at);
        frameCounts = opened(frameCounts, at);
        long[] wider = Arrays.copyOf(byteCounts, size + 1);
        System.arraycopy(byteCounts, at, wider, at + 1, size - at);
        wider[at] = 0;
        byteCounts = wider;
        cameras[at] = camera;
    }

    private static int[] opened(int[] values, int at) {
        int[] wider = Arrays.copyOf(values, values.length + 1);
        System.arraycopy(values, at, wider, at + 1, values.length - at);
        wider[at] = 0;
        return wider;
    }

    /**
     * Takes packs out. What each camera had in just these is not known: when some are left, the counts shrink by as much as the
     * bytes of all packs do. When a whole minute is replaced, nothing is left to be inexact about.
     */
    List<PackRef> remove(Predicate<PackRef> which) {
        List<PackRef> gone = packs.stream().filter(which).toList();
        packs.removeAll(gone);
        long before = bytes;
        bytes -= gone.stream().mapToLong(PackRef::bytes).sum();
        for (int i = 0; i < cameras.length; i++) {
            packCounts[i] = (int) share(packCounts[i], before);
            frameCounts[i] = (int) share(frameCounts[i], before);
            byteCounts[i] = share(byteCounts[i], before);
        }
        if (packs.isEmpty()) {
            cameras = new int[0];
            packCounts = new int[0];
            frameCounts = new int[0];
            byteCounts = new long[0];
        }
        return gone;
    }

    private long share(long count, long before) {
        return before == 0 ? count : Math.round((double) count * bytes / before);
    }

    void each(Taker taker) {
        for (int i = 0; i < cameras.length; i++) {
            taker.take(cameras[i], packCounts[i], frameCounts[i], byteCounts[i]);
        }
    }

    /** About how much memory it takes with its packs, in bytes. */
    long weight() {
        return FIXED_WEIGHT + (long) packs.size() * PackRef.WEIGHT + (long) cameras.length * CAMERA;
    }
}
