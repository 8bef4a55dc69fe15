package io.sluice.feature.frames.rewrite;

import io.sluice.base.bytes.Lease;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;

/** How long a rewrite waits, for memory and for the store. */
final class Waiting {
    /** Looked for so often, and not queued for: whoever queues takes the memory that others read ahead with. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final PackRewrite.Parts parts;
    private final Duration longest;
    private final long begun;

    /** @param longest from now on */
    Waiting(PackRewrite.Parts parts, Duration longest) {
        this.parts = parts;
        this.longest = longest;
        this.begun = parts.time().nanos();
    }

    static Fault tooLong() {
        return Fault.of(FaultCode.STORE_TIMEOUT, "Packs could not be rewritten in time.");
    }

    boolean over() {
        return parts.time().nanos() - begun > longest.toNanos();
    }

    /** Memory that nobody else needs now; of more than there can be, all. Fails with {@code budget-exhausted}. */
    Uni<Lease> memory(long bytes) {
        long wanted = Math.min(bytes, parts.budget().spareCapacity());
        return Uni.createFrom().deferred(() -> {
            Lease lease = parts.budget().tryAcquireSpare(wanted);
            if (lease != null) {
                return Uni.createFrom().item(lease);
            }
            return over()
                    ? Uni.createFrom().failure(Fault.of(FaultCode.BUDGET_EXHAUSTED, "No memory became free in time."))
                    : pause(LOOK).chain(() -> memory(bytes));
        });
    }

    Uni<Void> pause(Duration time) {
        return Uni.createFrom().emitter(emitter -> {
            Runnable cancel = parts.timers().after(time, () -> emitter.complete(null));
            emitter.onTermination(cancel);
        });
    }

    /** A call that is broken off when it takes longer. */
    <T> Uni<T> atMost(Duration limit, Uni<T> call) {
        return Uni.createFrom().emitter(emitter -> {
            Cancellable running = call.subscribe().with(emitter::complete, emitter::fail);
            Runnable cancel = parts.timers().after(limit, () -> emitter.fail(tooLong()));
            emitter.onTermination(() -> {
                cancel.run();
                running.cancel();
            });
        });
    }
}
