package io.sluice.edge.audit.trail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.fault.Fault;
import io.sluice.base.telemetry.Meters;
import io.sluice.store.BucketName;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps count of lines: those that wait, those that are stored, those that are lost. Thread-safe. */
final class AuditOutcome {
    private static final Logger LOG = Logger.getLogger(AuditOutcome.class);

    private final BucketName bucket;
    private final AtomicLong waiting = new AtomicLong();
    private final Counter stored;
    private final Counter lost;

    AuditOutcome(BucketName bucket, MeterRegistry meters) {
        this.bucket = bucket;
        this.stored = Counter.builder(Meters.AUDIT_LINES)
                .description("Lines of the audit trail that are durable")
                .register(meters);
        this.lost = Counter.builder(Meters.AUDIT_LOST)
                .description("Lines of the audit trail that were given up")
                .register(meters);
        Gauge.builder(Meters.AUDIT_WAITING, waiting, AtomicLong::get)
                .description("Bytes of lines of the audit trail that wait for the store")
                .baseUnit("bytes")
                .register(meters);
    }

    BucketName bucket() {
        return bucket;
    }

    /** Bytes of lines that are not durable yet. */
    long waiting() {
        return waiting.get();
    }

    void waits(long bytes) {
        waiting.addAndGet(bytes);
    }

    void of(AuditKey key, int lines, long bytes, @Nullable Fault fault) {
        waiting.addAndGet(-bytes);
        if (fault == null) {
            stored.increment(lines);
        } else {
            lost.increment(lines);
            LOG.errorf(
                    "Lines of the audit trail are lost: code=%s key=%s count=%d",
                    fault.code().wire(), key, lines);
        }
    }
}
