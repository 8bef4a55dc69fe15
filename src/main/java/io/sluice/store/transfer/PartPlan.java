package io.sluice.store.transfer;

import io.sluice.store.MultipartUpload;

/**
 * How an object is cut into parts so that at most 10,000 of them hold it: 5 TiB when the length is declared. Without one,
 * parts double every 1,000 up to the largest that may be held, since they can only be sent whole.
 *
 * @param declared the length, or {@link #UNKNOWN}
 * @param smallest bytes of the first part
 * @param largestHeld the largest part of an object without a length
 */
record PartPlan(long declared, long smallest, long largestHeld) {
    static final long UNKNOWN = -1;

    private static final long MIB = 1L << 20;
    private static final int PARTS_BEFORE_DOUBLING = 1000;

    boolean known() {
        return declared != UNKNOWN;
    }

    /** Whether one put carries the whole object. */
    boolean single() {
        return known() && declared <= smallest;
    }

    /** The most bytes part {@code number} may have, counting from 1. */
    long room(int number) {
        if (single()) {
            return declared;
        }
        if (known()) {
            long size = even();
            return Math.min(size, declared - (number - 1) * size);
        }
        int doublings = Math.min(30, (number - 1) / PARTS_BEFORE_DOUBLING);
        return Math.max(smallest, Math.min(largestHeld, smallest << doublings));
    }

    private long even() {
        long needed = (declared + MultipartUpload.MAX_PARTS - 1) / MultipartUpload.MAX_PARTS;
        return Math.max(smallest, (needed + MIB - 1) / MIB * MIB);
    }
}
