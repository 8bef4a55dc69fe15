package io.sluice.feature.frames.pack;

import io.sluice.feature.frames.mcap.Damage;
import java.util.function.IntToLongFunction;

/** The unit that a column of times is counted in: clocks that tell milliseconds need not pay for nanoseconds. */
final class TimeUnits {
    private static final long[] NANOS = {1, 1_000, 1_000_000, 1_000_000_000};

    private TimeUnits() {}

    /** The number of the coarsest unit that all {@code times} are whole in. */
    static int coarsest(int count, IntToLongFunction times) {
        int unit = NANOS.length - 1;
        for (int i = 0; i < count; i++) {
            while (times.applyAsLong(i) % NANOS[unit] != 0) {
                unit--;
            }
        }
        return unit;
    }

    /** In nanoseconds. */
    static long nanos(int unit) {
        if (unit >= NANOS.length) {
            throw Damage.of("an unknown unit of time in its frame table");
        }
        return NANOS[unit];
    }
}
