package io.sluice.edge.audit.trail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.audit.AuditEvent;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which refusals get a line: anybody can cause them, as many as they like, and they are not to take the place of what is done. Those
 * who have not shown who they are take nothing from those who have. What gets no line is counted. Thread-safe.
 */
final class Refusals {
    /** In this time each kind of callers has its lines. */
    static final Duration WINDOW = Duration.ofSeconds(1);

    /** Lines of a window, for each kind of callers. */
    static final int MOST = 100;

    /** Kinds of those who have shown nothing. */
    private static final Set<String> STRANGERS = Set.of("anonymous", "anybody");

    private final Allowance strangers;
    private final Allowance known;
    private final AtomicLong untold = new AtomicLong();
    private final Counter skipped;

    Refusals(TimeSource time, MeterRegistry meters) {
        this.strangers = new Allowance(time, WINDOW, MOST);
        this.known = new Allowance(time, WINDOW, MOST);
        this.skipped = Counter.builder(Meters.AUDIT_SKIPPED)
                .description("Refusals that have no line in the audit trail, as there were too many")
                .register(meters);
    }

    /** Whether this one gets a line. */
    boolean admits(AuditEvent refusal) {
        return (STRANGERS.contains(refusal.who().kind()) ? strangers : known).take();
    }

    /**
     * One more gets no line.
     *
     * @return whether it is the first that the trail has not told of
     */
    boolean skip() {
        skipped.increment();
        return untold.getAndIncrement() == 0;
    }

    /** How many there were that the trail has not told of; it does it with this. */
    long tell() {
        return untold.getAndSet(0);
    }
}
