package io.sluice.store.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Await;
import io.sluice.store.guard.Operation.Repeat;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that are sent again, of a store that fails on cue. */
class RetryTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), new Random(1));
    private final Retry retry = new Retry(
            3,
            backoff,
            (delay, task) -> {
                pauses.add(delay);
                task.run();
                return () -> {};
            },
            meters);

    /** Fails so many times with this fault, then answers. */
    private Uni<String> failing(int times, Fault fault) {
        return Uni.createFrom().deferred(() -> {
            boolean fails = calls.incrementAndGet() <= times;
            return fails ? Uni.createFrom().failure(fault) : Uni.createFrom().item("done");
        });
    }

    private static Fault fault(FaultCode code) {
        return Fault.of(code, "On cue.");
    }

    private double retries(Operation operation) {
        return meters.counter(Meters.STORE_RETRIES, "operation", operation.label())
                .count();
    }

    @Test
    void aCallThatMayBeRepeatedIsSentAgainAfterAPause() {
        Uni<String> call = retry.around(Operation.HEAD, Repeat.ALWAYS, failing(2, fault(FaultCode.STORE_BUSY)));

        assertThat(Await.on(call)).isEqualTo("done");
        assertThat(calls).hasValue(3);
        assertThat(pauses).hasSize(2);
        assertThat(pauses.getFirst()).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(pauses.getLast()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(retries(Operation.HEAD)).isEqualTo(2);
    }

    @Test
    void attemptsAreCounted() {
        Uni<String> call = retry.around(Operation.GET, Repeat.ALWAYS, failing(9, fault(FaultCode.STORE_TIMEOUT)));

        assertThat(Await.failure(call).code()).isEqualTo(FaultCode.STORE_TIMEOUT);
        assertThat(calls).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatMaySucceedLaterIsSentAgain(FaultCode code) {
        Uni<String> call = retry.around(Operation.PUT, Repeat.ALWAYS, failing(1, fault(code)));

        assertThat(Await.on(Await.outcome(call)).isEmpty()).isEqualTo(code.retryable());
    }

    @Test
    void aConditionalWriteIsSentAgainOnlyWhenItCertainlyWasNotCarriedOut() {
        Fault busy = fault(FaultCode.STORE_BUSY);
        assertThat(Await.on(retry.around(Operation.PUT, Repeat.IF_NOT_DONE, failing(1, busy))))
                .isEqualTo("done");

        calls.set(0);
        Uni<String> unsure = retry.around(Operation.PUT, Repeat.IF_NOT_DONE, failing(1, busy.withUnknownEffect()));
        assertThat(Await.failure(unsure).code()).isEqualTo(FaultCode.STORE_BUSY);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallWhoseBytesAreGoneIsSentOnce() {
        Uni<String> call = retry.around(Operation.PUT, Repeat.NEVER, failing(1, fault(FaultCode.STORE_BUSY)));

        assertThat(Await.failure(call).code()).isEqualTo(FaultCode.STORE_BUSY);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallThatIsCancelledIsNotSentAgain() {
        AtomicInteger cancelled = new AtomicInteger();
        Retry patient = new Retry(3, backoff, (_, _) -> cancelled::incrementAndGet, meters);

        var waiting = patient.around(Operation.HEAD, Repeat.ALWAYS, failing(9, fault(FaultCode.STORE_BUSY)))
                .subscribe()
                .with(_ -> {});
        waiting.cancel();

        assertThat(calls).hasValue(1);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void everyAttemptIsMeasuredByItsOutcome() {
        Meter meter = new Meter(meters, TimeSource.system());
        Uni<String> call = failing(1, fault(FaultCode.STORE_BUSY));

        assertThat(Await.on(
                        retry.around(Operation.HEAD, Repeat.ALWAYS, meter.around(Operation.HEAD, Repeat.ALWAYS, call))))
                .isEqualTo("done");

        for (String outcome : new String[] {"ok", "store-busy"}) {
            assertThat(meters.timer(Meters.STORE_OPERATIONS, "operation", "head", "outcome", outcome)
                            .count())
                    .as(outcome)
                    .isEqualTo(1);
        }
    }
}
