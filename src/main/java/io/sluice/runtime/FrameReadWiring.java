package io.sluice.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.catalog.CatalogSettings;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.catalog.FrameTables;
import io.sluice.feature.frames.catalog.IndexConfig;
import io.sluice.feature.frames.erasures.ErasureDirectory;
import io.sluice.feature.frames.export.VideoExports;
import io.sluice.feature.frames.http.FrameReadConfig;
import io.sluice.feature.frames.index.MemoryPackIndex;
import io.sluice.feature.frames.index.PackIndex;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.read.CameraOverview;
import io.sluice.feature.frames.read.FrameBytes;
import io.sluice.feature.frames.read.FrameReader;
import io.sluice.feature.frames.read.FrameSearch;
import io.sluice.feature.frames.read.FrameStreams;
import io.sluice.feature.frames.read.LatestFrame;
import io.sluice.feature.frames.read.PackVerification;
import io.sluice.feature.frames.redis.RedisPackIndex;
import io.sluice.feature.frames.settings.CameraDirectory;
import io.sluice.redis.RedisConfig;
import io.sluice.redis.RedisLink;
import io.sluice.store.ObjectStore;
import io.sluice.store.manifest.Manifests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Assembles what reads frames. */
@ApplicationScoped
public class FrameReadWiring {
    @Produces
    @Singleton
    CatalogSettings settings(IndexConfig config) {
        return CatalogSettings.of(config, Runtime.getRuntime().maxMemory());
    }

    @Produces
    @Singleton
    PackIndex index(RedisLink link, RedisConfig redis, IndexConfig config, Ids ids, MeterRegistry meters) {
        PackIndex index = redis.url().isPresent()
                ? new RedisPackIndex(link, new RedisPackIndex.Settings(redis.prefix(), ids.next(), config.sharedFor()))
                : new MemoryPackIndex();
        Gauge.builder(Meters.FRAMES_INDEX, index, PackIndex::weight)
                .description("Memory that the index of frames takes")
                .baseUnit("bytes")
                .register(meters);
        return index;
    }

    @Produces
    @Singleton
    FrameTables tables(ObjectStore store, ByteBudget budget, CatalogSettings settings) {
        return new FrameTables(store, PackKey.BUCKET, budget, settings.tables());
    }

    @Produces
    @Singleton
    FrameCatalog catalog(
            ObjectStore store,
            PackIndex index,
            FrameTables tables,
            FrameStreams.Clock clock,
            CatalogSettings settings) {
        FrameCatalog.Parts parts =
                new FrameCatalog.Parts(store, PackKey.BUCKET, index, tables, clock.time(), clock.timers());
        return new FrameCatalog(parts, settings);
    }

    @Produces
    @Singleton
    FrameStreams.Clock clock(Timers timers, TimeSource time) {
        return new FrameStreams.Clock(timers, time);
    }

    @Produces
    @Singleton
    FrameSearch search(FrameCatalog catalog, ErasureDirectory erasures, TimeSource time) {
        return new FrameSearch(catalog, erasures, time);
    }

    @Produces
    @Singleton
    FrameBytes bytes(ObjectStore store, ByteBudget budget) {
        return new FrameBytes(store, PackKey.BUCKET, budget);
    }

    @Produces
    @Singleton
    FrameReader reader(FrameCatalog catalog, FrameSearch search, FrameBytes bytes) {
        return new FrameReader(catalog, search, bytes);
    }

    @Produces
    @Singleton
    LatestFrame latest(FrameCatalog catalog, FrameSearch search, Timers timers) {
        return new LatestFrame(catalog, search, timers);
    }

    @Produces
    @Singleton
    CameraOverview cameras(FrameCatalog catalog, FrameSearch search, TimeSource time) {
        return new CameraOverview(catalog, search, time);
    }

    @Produces
    @Singleton
    CameraDirectory directory(Manifests.Parts manifests, TimeSource time) {
        return new CameraDirectory(manifests, PackKey.BUCKET, time);
    }

    @Produces
    @Singleton
    FrameStreams streams(
            FrameCatalog catalog,
            FrameSearch search,
            FrameBytes bytes,
            FrameStreams.Clock clock,
            MeterRegistry meters) {
        return new FrameStreams(catalog, search, bytes, clock, meters);
    }

    @Produces
    @Singleton
    PackVerification verification(ObjectStore store, ByteBudget budget, FrameTables tables, FrameBytes bytes) {
        Executor sums = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("verify-", 0).factory());
        return new PackVerification(store, PackKey.BUCKET, tables, bytes, new PackVerification.Means(budget, sums));
    }

    @Produces
    @Singleton
    VideoExports videos(FrameReadConfig config) {
        return new VideoExports(
                config.ffmpeg(),
                config.videos(),
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name("video-", 0).factory()));
    }
}
