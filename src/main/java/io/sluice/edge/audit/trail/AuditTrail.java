package io.sluice.edge.audit.trail;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.edge.audit.AuditConfig;
import io.sluice.edge.audit.AuditEvent;
import io.sluice.edge.audit.AuditEvent.Outcome;
import io.sluice.edge.audit.AuditLog;
import io.sluice.store.BucketName;
import io.sluice.store.commit.CommitMeans;
import io.sluice.store.commit.CommitSettings;
import io.sluice.store.commit.GroupCommit;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail of this process: a chain of lines, stored a few hundred at a time by group commit, and tried again for as long as it
 * takes. A request does not wait for its line; it is refused before it does anything when too many wait already. Refusals are noted
 * as far as they leave room for what is done, and the trail tells how many are not. Thread-safe.
 */
public final class AuditTrail implements AuditLog {
    /** Bytes of an object of lines, at most. */
    public static final int LARGEST = 4 << 20;

    private static final int UPLOADS = 2;
    private static final Duration LATE = Duration.ofSeconds(10);

    /** Longer than any outage: what was done cannot be undone because its line is not taken. */
    private static final Duration PATIENCE = Duration.ofDays(365);

    private final GroupCommit<AuditEvent> commit;
    private final AuditOutcome outcome;
    private final AuditChain chain;
    private final CommitMeans means;
    private final Refusals refusals;
    private final long memory;

    /** What a trail is made of beside its settings. */
    public record Parts(BucketName bucket, CommitMeans means, Ids ids, MeterRegistry meters) {}

    public AuditTrail(Parts parts, AuditConfig config) {
        long limit = config.maxBytes().asLongValue();
        if (limit < 1 || limit > LARGEST) {
            throw new IllegalArgumentException("sluice.audit.max-bytes is 1 to " + LARGEST + ", not " + limit);
        }
        this.memory = config.memory().asLongValue();
        this.outcome = new AuditOutcome(parts.bucket(), parts.meters());
        this.means = parts.means();
        this.refusals = new Refusals(means.time(), parts.meters());
        this.chain = new AuditChain(parts.ids().next(), new LineSeal(config.secret()));
        CommitSettings settings = new CommitSettings(UPLOADS, config.maxDelay(), LATE, PATIENCE);
        this.commit = new GroupCommit<>(
                means, settings, () -> new OpenAuditGroup(chain, means.time().now(), limit, outcome));
    }

    /** The id of its chain. */
    public String chain() {
        return chain.id();
    }

    @Override
    public @Nullable Fault behind() {
        return outcome.waiting() < memory
                ? null
                : Fault.of(FaultCode.AUDIT_BEHIND, "Too many lines of the audit trail wait for the store.");
    }

    @Override
    public void add(AuditEvent event) {
        boolean taken = event.outcome() != Outcome.DENIED || (roomForRefusals() && refusals.admits(event));
        if (taken) {
            commit.add(event.bounded(), false);
        } else if (refusals.skip()) {
            tellLater();
        }
    }

    /** The other half of what may wait is for what is done. */
    private boolean roomForRefusals() {
        return outcome.waiting() <= memory / 2;
    }

    private void tellLater() {
        var _ = means.timers().after(Refusals.WINDOW, () -> {
            if (roomForRefusals()) {
                tell();
            } else {
                tellLater();
            }
        });
    }

    private void tell() {
        long skipped = refusals.tell();
        if (skipped > 0) {
            commit.add(AuditEvent.skip(means.time().now(), skipped), false);
        }
    }

    /** Has stored what waits; completes when it is, or the store does not take it. */
    public CompletionStage<Void> stop() {
        tell();
        return commit.stop();
    }
}
