package io.sluice.feature.frames.pack;

import java.util.BitSet;

/** What the next value of a column is likely near: the last one of the same camera, or, of a camera's first frame, the last one. */
final class Foregoing {
    private final long[] ofCamera;
    private final BitSet known;
    private long last;

    Foregoing(int cameras) {
        this.ofCamera = new long[cameras];
        this.known = new BitSet(cameras);
    }

    long before(int camera) {
        return known.get(camera) ? ofCamera[camera] : last;
    }

    void now(int camera, long value) {
        ofCamera[camera] = value;
        known.set(camera);
        last = value;
    }
}
