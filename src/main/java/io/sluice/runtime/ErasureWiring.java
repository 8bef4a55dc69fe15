package io.sluice.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.erasing.Erasing;
import io.sluice.feature.frames.erasing.ErasureRequests;
import io.sluice.feature.frames.erasing.ErasureRounds;
import io.sluice.feature.frames.erasures.ErasureDirectory;
import io.sluice.feature.frames.ingest.FramesConfig;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.retention.Retention;
import io.sluice.feature.frames.settings.CameraDirectory;
import io.sluice.feature.frames.sweep.MinuteSweep;
import io.sluice.feature.frames.sweep.MinuteWalk;
import io.sluice.feature.frames.sweep.SweepSlice;
import io.sluice.store.lease.Leases;
import io.sluice.store.manifest.Manifests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Assembles what erases frames. */
@ApplicationScoped
public class ErasureWiring {
    @Produces
    @Singleton
    ErasureDirectory directory(Manifests.Parts manifests, Ids ids, TimeSource time) {
        return new ErasureDirectory(manifests, PackKey.BUCKET, ids, time);
    }

    @Produces
    @Singleton
    ErasureRequests requests(ErasureDirectory erasures, CameraDirectory cameras) {
        return new ErasureRequests(erasures, cameras);
    }

    @Produces
    @Singleton
    Erasing erasing(
            ErasureDirectory erasures,
            ErasureRequests requests,
            MinuteWalk walk,
            MinuteSweep sweep,
            Retention retention,
            Leases leases,
            TimeSource time,
            FramesConfig frames) {
        Erasing.Parts parts = new Erasing.Parts(
                erasures, requests, new SweepSlice.Parts(walk, sweep, retention::filter), leases, time);
        return new Erasing(parts, frames.maxAhead());
    }

    @Produces
    @Singleton
    ErasureRounds rounds(Erasing erasing, Timers timers, MeterRegistry meters) {
        return new ErasureRounds(erasing, timers, meters);
    }
}
