package io.sluice.feature.frames.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.fault.Fault;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.sweep.Swept;
import io.sluice.feature.frames.sweep.WorkUnderWay;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Lets go of frames again and again in the background, and counts what is done, also when it is asked for. Thread-safe. */
public final class RetentionRounds {
    private static final Logger LOG = Logger.getLogger(RetentionRounds.class);

    private final Retention retention;
    private final Timers timers;
    private final TimeSource time;
    private final Counter frames;
    private final Counter packs;
    private final Counter failures;
    private final AtomicLong last = new AtomicLong();
    private final WorkUnderWay work = new WorkUnderWay();

    public RetentionRounds(Retention retention, Timers timers, TimeSource time, MeterRegistry meters) {
        this.retention = retention;
        this.timers = timers;
        this.time = time;
        this.frames = Counter.builder(Meters.FRAMES_EXPIRED)
                .description("Frames that were let go because their time was over")
                .register(meters);
        this.packs = Counter.builder(Meters.PACKS_EXPIRED)
                .description("Packs that were deleted or written anew because the time of frames was over")
                .register(meters);
        this.failures = Counter.builder(Meters.RETENTION_FAILURES)
                .description("Rounds of the retention that were broken off")
                .register(meters);
        Gauge.builder(Meters.RETENTION_LAST, last, AtomicLong::get)
                .description("When nothing was left that is to go, in seconds since 1970")
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
    }

    /** Begins with the background work. */
    public void start(Duration every) {
        timers.after(every, () -> round(every));
    }

    /** Begins no more slices, nor minutes; completes when what is under way has ended. */
    public CompletionStage<Void> stop() {
        return work.stop();
    }

    /** A slice, as {@link Retention#slice} does it. */
    public Uni<Retention.Slice> slice() {
        return work.piece(retention.slice(work::goesOn))
                .map(slice -> slice.orElseGet(Retention.Slice.Busy::new))
                .invoke(this::count)
                .onFailure()
                .invoke(_ -> failures.increment());
    }

    private void round(Duration every) {
        if (!work.goesOn()) {
            return;
        }
        Multi.createBy()
                .repeating()
                .uni(this::slice)
                .whilst(slice -> slice instanceof Retention.Slice.Done)
                .collect()
                .last()
                .subscribe()
                .with(_ -> start(every), failure -> {
                    Fault fault = Fault.from(failure);
                    LOG.warnf(
                            "Frames were not let go: code=%s detail=%s",
                            fault.code().wire(), fault.detail());
                    start(every);
                });
    }

    private void count(Retention.Slice slice) {
        switch (slice) {
            case Retention.Slice.Done(Swept swept) -> {
                frames.increment((double) swept.frames());
                packs.increment((double) swept.deleted());
            }
            case Retention.Slice.Nothing() -> last.set(time.now().getEpochSecond());
            case Retention.Slice.Busy() -> {}
        }
    }
}
