package io.sluice.store.guard;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.base.fault.Fault;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.TimeSource;
import io.sluice.store.guard.Operation.Repeat;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Measures every attempt: how long it took and how it ended ({@code ok}, or the code of its fault). */
final class Meter implements Guard {
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
    private static final String OK = "ok";

    private final MeterRegistry meters;
    private final TimeSource time;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    /** What an attempt is counted under; few there are. */
    private record Kind(Operation operation, String outcome) {}

    Meter(MeterRegistry meters, TimeSource time) {
        this.meters = meters;
        this.time = time;
    }

    @Override
    public <T> Uni<T> around(Operation operation, Repeat repeat, Uni<T> call) {
        return Uni.createFrom().deferred(() -> {
            long started = time.nanos();
            return call.onItemOrFailure().invoke((item, failure) -> record(operation, failure, time.nanos() - started));
        });
    }

    private void record(Operation operation, @Nullable Throwable failure, long nanos) {
        String outcome = failure == null ? OK : Fault.from(failure).code().wire();
        timers.computeIfAbsent(new Kind(operation, outcome), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Kind kind) {
        return Timer.builder(Meters.STORE_OPERATIONS)
                .description("Calls to the store, each attempt for itself")
                .tag("operation", kind.operation().label())
                .tag("outcome", kind.outcome())
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }
}
