package io.sluice.feature.frames.upkeep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.TimeSource;
import io.sluice.feature.frames.rewrite.Rewritten;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what the compaction does. Thread-safe. */
final class CompactionMeters {
    private final TimeSource time;
    private final Counter read;
    private final Counter written;
    private final Counter bytesRead;
    private final Counter bytesWritten;
    private final Counter frames;
    private final Counter copies;
    private final Counter damaged;
    private final Timer rewrites;
    private final Counter failures;
    private final AtomicLong lastDone = new AtomicLong();

    CompactionMeters(MeterRegistry registry, TimeSource time) {
        this.time = time;
        this.read = counter(
                registry, Meters.COMPACTED_PACKS, "read", "Small packs that were joined, and the packs they became");
        this.written = counter(
                registry, Meters.COMPACTED_PACKS, "written", "Small packs that were joined, and the packs they became");
        this.bytesRead = counter(
                registry, Meters.COMPACTED_BYTES, "read", "Bytes of packs that were joined, and of those they became");
        this.bytesWritten = counter(
                registry,
                Meters.COMPACTED_BYTES,
                "written",
                "Bytes of packs that were joined, and of those they became");
        this.frames = counter(registry, Meters.COMPACTED_FRAMES, "kept", "Frames in packs that were joined");
        this.copies = counter(registry, Meters.COMPACTED_FRAMES, "copy", "Frames in packs that were joined");
        this.damaged = Counter.builder(Meters.COMPACTION_DAMAGED)
                .description("Packs that were not joined because they are damaged")
                .register(registry);
        this.failures = Counter.builder(Meters.COMPACTION_FAILURES)
                .description("Rounds of the compaction that were broken off")
                .register(registry);
        this.rewrites = Timer.builder(Meters.COMPACTIONS)
                .description("Joining packs into a new one, from reading to deleting")
                .register(registry);
        Gauge.builder(Meters.COMPACTION_LAST, lastDone, AtomicLong::get)
                .description("When the last round of the compaction came to its end, in seconds since 1970")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String what, String description) {
        return Counter.builder(name).description(description).tag("what", what).register(registry);
    }

    void rewritten(Rewritten done, long nanos) {
        read.increment(done.replaced().size());
        written.increment(done.written().size());
        bytesRead.increment((double) done.counts().bytesRead());
        bytesWritten.increment((double) done.counts().bytesWritten());
        frames.increment((double) done.counts().frames());
        copies.increment((double) done.counts().copies());
        rewrites.record(nanos, TimeUnit.NANOSECONDS);
    }

    void damaged(int packs) {
        damaged.increment(packs);
    }

    void failed() {
        failures.increment();
    }

    void done() {
        lastDone.set(time.now().getEpochSecond());
    }
}
