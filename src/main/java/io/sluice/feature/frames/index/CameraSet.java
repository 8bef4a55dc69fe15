package io.sluice.feature.frames.index;

import java.util.Arrays;

/** Some cameras, by their numbers. Immutable. */
final class CameraSet {
    private static final int FIXED_WEIGHT = 80;

    private final long[] bits;
    private final int hash;

    CameraSet(int[] cameras) {
        bits = new long[Arrays.stream(cameras).max().orElse(0) / Long.SIZE + 1];
        for (int camera : cameras) {
            bits[camera / Long.SIZE] |= 1L << camera;
        }
        hash = Arrays.hashCode(bits);
    }

    boolean has(int camera) {
        int word = camera / Long.SIZE;
        return word < bits.length && (bits[word] >>> camera & 1) == 1;
    }

    /** About how much memory it takes with its entry in a map, in bytes. */
    int weight() {
        return FIXED_WEIGHT + bits.length * Long.BYTES;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CameraSet set && Arrays.equals(bits, set.bits);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
