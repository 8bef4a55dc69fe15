package io.sluice.store.guard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.Fault.Effect;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Timers;
import io.sluice.store.guard.Operation.Repeat;
import io.smallrye.mutiny.Uni;

/**
 * Sends a failed call again, where that is safe and may help. A conditional write whose answer was lost is not sent again:
 * it would meet its own first attempt and be told that it lost.
 */
record Retry(int attempts, Backoff backoff, Timers timers, MeterRegistry meters) implements Guard {
    @Override
    public <T> Uni<T> around(Operation operation, Repeat repeat, Uni<T> call) {
        return repeat == Repeat.NEVER ? call : attempt(1, operation, repeat, call);
    }

    private <T> Uni<T> attempt(int number, Operation operation, Repeat repeat, Uni<T> call) {
        if (number >= attempts) {
            return call;
        }
        return call.onFailure(failure -> worthwhile(failure, repeat)).recoverWithUni(() -> {
            Counter.builder(Meters.STORE_RETRIES)
                    .description("Calls to the store that were sent again")
                    .tag("operation", operation.label())
                    .register(meters)
                    .increment();
            return pause(number).chain(() -> attempt(number + 1, operation, repeat, call));
        });
    }

    private Uni<Void> pause(int failures) {
        return Uni.createFrom().emitter(emitter -> {
            Runnable cancel = timers.after(backoff.delay(failures), () -> emitter.complete(null));
            emitter.onTermination(cancel);
        });
    }

    private static boolean worthwhile(Throwable failure, Repeat repeat) {
        return failure instanceof Fault fault
                && fault.retryable()
                && (repeat == Repeat.ALWAYS || fault.effect() == Effect.NONE);
    }
}
