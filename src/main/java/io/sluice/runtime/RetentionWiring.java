package io.sluice.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.catalog.FrameTables;
import io.sluice.feature.frames.erasing.Erasing;
import io.sluice.feature.frames.erasures.ErasureDirectory;
import io.sluice.feature.frames.ingest.FramesConfig;
import io.sluice.feature.frames.retention.Retention;
import io.sluice.feature.frames.retention.RetentionConfig;
import io.sluice.feature.frames.retention.RetentionRounds;
import io.sluice.feature.frames.rewrite.FrameFilter;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.feature.frames.settings.CameraDirectory;
import io.sluice.feature.frames.sweep.MinuteSweep;
import io.sluice.feature.frames.sweep.MinuteWalk;
import io.sluice.feature.frames.sweep.SweepSlice;
import io.sluice.store.lease.Leases;
import io.sluice.store.manifest.Manifests;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Assembles what lets go of frames. */
@ApplicationScoped
public class RetentionWiring {
    @Produces
    @Singleton
    MinuteWalk walk(Manifests.Parts manifests) {
        return new MinuteWalk(manifests.store());
    }

    @Produces
    @Singleton
    MinuteSweep sweep(FrameTables tables, PackRewrite rewrite) {
        return new MinuteSweep(tables, rewrite);
    }

    @Produces
    @Singleton
    Retention retention(
            CameraDirectory cameras,
            Manifests.Parts manifests,
            ErasureDirectory erasures,
            MinuteWalk walk,
            MinuteSweep sweep,
            Leases leases,
            TimeSource time,
            RetentionConfig config,
            FramesConfig frames) {
        Supplier<Uni<FrameFilter>> others = () -> erasures.known().map(Erasing::filter);
        Retention.Parts parts =
                new Retention.Parts(cameras, manifests, new SweepSlice.Parts(walk, sweep, others), leases, time);
        return new Retention(parts, config.retention(), frames.maxAhead());
    }

    @Produces
    @Singleton
    RetentionRounds rounds(Retention retention, Timers timers, TimeSource time, MeterRegistry meters) {
        return new RetentionRounds(retention, timers, time, meters);
    }
}
