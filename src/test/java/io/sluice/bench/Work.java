package io.sluice.bench;

import java.time.Duration;

/**
 * What was done in one measurement.
 *
 * @param value the figure to compare, in the row's {@link Unit}
 * @param amount how much work it was, to set processor time against: thousands of requests, GB (10^9 bytes), or starts
 */
record Work(double value, double amount) {
    static Work requests(long count, double seconds) {
        return new Work(count / seconds, count / 1e3);
    }

    static Work bytes(long count, Duration took) {
        return new Work(count / 1e6 / (took.toNanos() / 1e9), count / 1e9);
    }
}
