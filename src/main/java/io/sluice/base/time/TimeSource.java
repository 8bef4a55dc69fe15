package io.sluice.base.time;

import java.time.Instant;

/** The clock, injected. Thread-safe. */
public interface TimeSource {
    /** The wall clock, UTC. */
    Instant now();

    /** A monotonic reading in nanoseconds, for durations only. */
    long nanos();

    /** The clock of this machine. */
    static TimeSource system() {
        return new TimeSource() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
