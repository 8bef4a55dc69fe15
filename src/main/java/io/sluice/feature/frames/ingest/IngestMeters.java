package io.sluice.feature.frames.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.base.fault.Fault;
import io.sluice.base.telemetry.Meters;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what the ingest does. Thread-safe. */
final class IngestMeters {
    private final MeterRegistry registry;
    private final Map<Way, OfWay> ways = new EnumMap<>(Way.class);
    private final DistributionSummary packs;
    private final Timer commits;

    /** The meters of one way in. */
    record OfWay(Counter frames, Counter bytes, AtomicInteger open) {}

    IngestMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Way way : Way.values()) {
            ways.put(way, ofWay(way));
        }
        this.packs = DistributionSummary.builder(Meters.PACKS)
                .description("Packs of frames that were stored, by their size")
                .baseUnit("bytes")
                .register(registry);
        this.commits = Timer.builder(Meters.PACK_COMMITS)
                .description("From when a pack is sealed until the store has it")
                .register(registry);
    }

    private OfWay ofWay(Way way) {
        AtomicInteger open = new AtomicInteger();
        Gauge.builder(Meters.FRAME_STREAMS, open, AtomicInteger::get)
                .description("Senders that are connected, or whose frames are still to be stored")
                .tag("way", way.label())
                .strongReference(true)
                .register(registry);
        return new OfWay(
                Counter.builder(Meters.FRAMES)
                        .description("Frames that came whole")
                        .tag("way", way.label())
                        .register(registry),
                Counter.builder(Meters.FRAME_BYTES)
                        .description("Bytes of such frames")
                        .baseUnit("bytes")
                        .tag("way", way.label())
                        .register(registry),
                open);
    }

    OfWay of(Way way) {
        return Objects.requireNonNull(ways.get(way));
    }

    void stored(long bytes, long nanos) {
        packs.record((double) bytes);
        commits.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** @param frames whole ones, or one that never got whole */
    void refused(Fault fault, long frames) {
        Counter.builder(Meters.FRAMES_REFUSED)
                .description("Frames that are not stored, by why")
                .tag("code", fault.code().wire())
                .register(registry)
                .increment((double) frames);
    }
}
