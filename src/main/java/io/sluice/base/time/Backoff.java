package io.sluice.base.time;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Delays between attempts: doubling from {@code first} up to {@code most}, each drawn evenly from its upper half so that
 * callers that failed together do not come back together.
 *
 * @param first the longest delay before the second attempt
 * @param most no delay is longer
 * @param random where the jitter comes from
 */
public record Backoff(Duration first, Duration most, RandomGenerator random) {
    /**
     * @param failures how many attempts have failed, at least 1
     * @return how long to wait before the next one
     */
    public Duration delay(int failures) {
        int doublings = Math.min(failures - 1, 30);
        long ceiling = Math.min(most.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }

    /** Back-off for production, with the platform's random source. */
    public static Backoff system(Duration first, Duration most) {
        return new Backoff(first, most, () -> ThreadLocalRandom.current().nextLong());
    }
}
