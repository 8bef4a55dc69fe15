package io.sluice.store.guard;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.base.fault.Fault;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.TimeSource;
import io.sluice.store.guard.Operation.Repeat;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Measures every attempt: how long it took and how it ended ({@code ok}, or the code of its fault). */
record Meter(MeterRegistry meters, TimeSource time) implements Guard {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    @Override
    public <T> Uni<T> around(Operation operation, Repeat repeat, Uni<T> call) {
        return Uni.createFrom().deferred(() -> {
            long started = time.nanos();
            return call.onItemOrFailure().invoke((item, failure) -> record(operation, failure, time.nanos() - started));
        });
    }

    private void record(Operation operation, @Nullable Throwable failure, long nanos) {
        Timer.builder(Meters.STORE_OPERATIONS)
                .description("Calls to the store, each attempt for itself")
                .tag("operation", operation.label())
                .tag(
                        "outcome",
                        failure == null ? "ok" : Fault.from(failure).code().wire())
                .serviceLevelObjectives(BOUNDS)
                .register(meters)
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
