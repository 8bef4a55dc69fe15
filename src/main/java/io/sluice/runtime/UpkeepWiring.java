package io.sluice.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.retention.Retention;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.feature.frames.upkeep.Compaction;
import io.sluice.feature.frames.upkeep.CompactionConfig;
import io.sluice.feature.frames.upkeep.CompactionSettings;
import io.sluice.store.ObjectStore;
import io.sluice.store.lease.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Assembles what works on stored frames in the background. */
@ApplicationScoped
public class UpkeepWiring {
    private static final Duration TERM = Duration.ofSeconds(30);

    /** Several times what a listing takes. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    /** One thread: background work takes one processor at most. */
    private final Executor worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("upkeep").factory());

    @Produces
    @Singleton
    CompactionSettings settings(CompactionConfig config) {
        return CompactionSettings.of(config, Runtime.getRuntime().maxMemory());
    }

    @Produces
    @Singleton
    Leases leases(ObjectStore store, TimeSource time, Timers timers, Ids ids) {
        return new Leases(new Leases.Parts(store, time, timers, ids), PackKey.BUCKET, TERM);
    }

    @Produces
    @Singleton
    PackRewrite.Parts rewriting(
            ObjectStore store, FrameCatalog catalog, ByteBudget budget, TimeSource time, Timers timers, Ids ids) {
        return new PackRewrite.Parts(store, catalog, budget, time, timers, ids, worker);
    }

    @Produces
    @Singleton
    PackRewrite rewrite(PackRewrite.Parts parts, CompactionSettings settings) {
        return new PackRewrite(parts, settings.memory(), LINGER);
    }

    @Produces
    @Singleton
    Compaction compaction(
            PackRewrite.Parts parts,
            PackRewrite rewrite,
            Leases leases,
            Retention retention,
            CompactionSettings settings,
            MeterRegistry meters) {
        return new Compaction(
                new Compaction.Parts(
                        parts.store(),
                        parts.catalog(),
                        rewrite,
                        leases,
                        retention::filter,
                        parts.time(),
                        parts.timers(),
                        worker),
                settings,
                meters);
    }
}
