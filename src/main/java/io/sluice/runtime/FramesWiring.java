package io.sluice.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.ingest.FrameIngest;
import io.sluice.feature.frames.ingest.FramesConfig;
import io.sluice.feature.frames.ingest.IngestSettings;
import io.sluice.feature.frames.ingest.Surroundings;
import io.sluice.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Assembles what takes camera frames. */
@ApplicationScoped
public class FramesWiring {
    @Produces
    @Singleton
    Surroundings surroundings(
            ObjectStore store, ByteBudget budget, TimeSource time, Timers timers, Ids ids, SluiceConfig config) {
        SluiceConfig.Retry retry = config.retry();
        return new Surroundings(
                store, budget, time, timers, ids, Backoff.system(retry.firstPause(), retry.longestPause()));
    }

    @Produces
    @Singleton
    FrameIngest ingest(Surroundings surroundings, FramesConfig config, MeterRegistry meters, FrameCatalog catalog) {
        IngestSettings settings = IngestSettings.of(config, surroundings.ids());
        return new FrameIngest(surroundings, settings, meters, List.of(catalog));
    }
}
