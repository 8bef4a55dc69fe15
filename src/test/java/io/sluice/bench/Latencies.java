package io.sluice.bench;

import java.util.Arrays;

/** How long each of many things took. */
final class Latencies {
    private long[] nanos = new long[1 << 12];
    private int count;

    void add(long one) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = one;
    }

    /**
     * So long took at most {@code share} of them, in milliseconds.
     *
     * @throws IllegalStateException when there is none
     */
    double millis(double share) {
        if (count == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * count) - 1] / 1e6;
    }
}
