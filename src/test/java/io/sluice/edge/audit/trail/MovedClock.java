package io.sluice.edge.audit.trail;

import io.sluice.base.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves. */
final class MovedClock implements TimeSource {
    private final AtomicLong nanos = new AtomicLong();

    void move(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    @Override
    public Instant now() {
        return Instant.parse("2026-03-01T12:00:00Z").plusNanos(nanos.get());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }
}
