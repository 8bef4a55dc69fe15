package io.sluice.feature.frames.erasing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.fault.Fault;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.sweep.WorkUnderWay;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Erases frames in the background, and counts what is done, also when it is asked for. Thread-safe. */
public final class ErasureRounds {
    private static final Logger LOG = Logger.getLogger(ErasureRounds.class);

    private final Erasing erasing;
    private final Timers timers;
    private final Counter frames;
    private final Counter packs;
    private final Counter failures;
    private final AtomicBoolean atWork = new AtomicBoolean();
    private final WorkUnderWay work = new WorkUnderWay();

    public ErasureRounds(Erasing erasing, Timers timers, MeterRegistry meters) {
        this.erasing = erasing;
        this.timers = timers;
        this.frames = Counter.builder(Meters.FRAMES_ERASED)
                .description("Frames that were erased")
                .register(meters);
        this.packs = Counter.builder(Meters.PACKS_ERASED)
                .description("Packs that were deleted or written anew because frames were erased")
                .register(meters);
        this.failures = Counter.builder(Meters.ERASURE_FAILURES)
                .description("Rounds of the erasure that were broken off")
                .register(meters);
        Gauge.builder(Meters.ERASURES_RUNNING, erasing, work ->
                        (double) work.standing().running())
                .description("Erasures that are not done")
                .strongReference(true)
                .register(meters);
        Gauge.builder(Meters.ERASURES_DAMAGED, erasing, work ->
                        (double) work.standing().damaged())
                .description("Erasures that damaged packs are in the way of")
                .strongReference(true)
                .register(meters);
    }

    /** Begins with the background work. */
    public void start(Duration every) {
        timers.after(every, () -> {
            if (work.goesOn()) {
                soon();
                start(every);
            }
        });
    }

    /** Begins no more slices, nor minutes; completes when what is under way has ended. */
    public CompletionStage<Void> stop() {
        return work.stop();
    }

    /** Begins a round now, unless one is under way. */
    public void soon() {
        if (!work.goesOn() || !atWork.compareAndSet(false, true)) {
            return;
        }
        Multi.createBy()
                .repeating()
                .uni(this::slice)
                .whilst(slice -> slice instanceof Erasing.Slice.Done)
                .collect()
                .last()
                .onTermination()
                .invoke(() -> atWork.set(false))
                .subscribe()
                .with(_ -> {}, failure -> {
                    Fault fault = Fault.from(failure);
                    LOG.warnf(
                            "Frames were not erased: code=%s detail=%s",
                            fault.code().wire(), fault.detail());
                });
    }

    /** A slice, as {@link Erasing#slice} does it. */
    public Uni<Erasing.Slice> slice() {
        return work.piece(erasing.slice(work::goesOn))
                .map(slice -> slice.orElseGet(Erasing.Slice.Busy::new))
                .invoke(this::count)
                .onFailure()
                .invoke(_ -> failures.increment());
    }

    private void count(Erasing.Slice slice) {
        if (slice instanceof Erasing.Slice.Done done) {
            frames.increment((double) done.swept().frames());
            packs.increment((double) done.swept().deleted());
        }
    }
}
