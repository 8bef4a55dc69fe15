package io.sluice.feature.frames;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.catalog.CatalogSettings;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.catalog.FrameTables;
import io.sluice.feature.frames.erasures.ErasureDirectory;
import io.sluice.feature.frames.index.MemoryPackIndex;
import io.sluice.feature.frames.index.PackIndex;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.feature.frames.read.FrameBytes;
import io.sluice.feature.frames.read.FrameSearch;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.WriteCondition;
import io.sluice.store.local.LocalObjectStore;
import io.sluice.store.manifest.Manifests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Packs in a store on a folder, an hour ago, and what reads them. */
public abstract class FrameFixture {
    protected static final BucketName FRAMES = new BucketName("frames");
    protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    protected static final long START = FramePacks.nanos(NOON);

    protected final ExecutorService lane = Executors.newSingleThreadExecutor();
    private final ExecutorService files = Executors.newFixedThreadPool(4);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    protected final Timers timers = (delay, task) -> {
        var timer = clock.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    };
    protected final ByteBudget budget = new ByteBudget(64 << 20, 1000, timers);
    protected volatile Instant now = NOON.plus(Duration.ofHours(1));

    protected final TimeSource time = new TimeSource() {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    @TempDir
    @Nullable
    Path folder;

    private @Nullable ObjectStore opened;
    private @Nullable CountedReads counted;

    @BeforeEach
    void openStore() {
        opened = open(Objects.requireNonNull(folder), files);
        counted = new CountedReads(opened);
        Await.on(opened.ensureBucket(FRAMES));
    }

    /** A store with nothing in the bucket {@code frames}. */
    protected ObjectStore open(Path empty, ExecutorService executor) {
        return new LocalObjectStore(empty, executor, TimeSource.system(), Ids.system());
    }

    @AfterEach
    void stopThreads() {
        lane.shutdownNow();
        files.shutdownNow();
        clock.shutdownNow();
    }

    protected ObjectStore store() {
        return Objects.requireNonNull(opened);
    }

    /** The same store, as the code under test reads it. */
    protected CountedReads reads() {
        return Objects.requireNonNull(counted);
    }

    /** What a process that has just started knows: nothing. */
    protected FrameCatalog catalog() {
        return catalog(new MemoryPackIndex(), Duration.ofMinutes(5));
    }

    protected FrameCatalog catalog(PackIndex index, Duration lateness) {
        return catalog(index, lateness, 64 << 20);
    }

    /** @param memory of the index, in bytes */
    protected FrameCatalog catalog(PackIndex index, Duration lateness, long memory) {
        CatalogSettings settings = new CatalogSettings(
                memory, 16 << 20, Duration.ofMillis(50), lateness, Duration.ofDays(7), 16, Duration.ofSeconds(10));
        return new FrameCatalog(
                new FrameCatalog.Parts(
                        reads(), FRAMES, index, new FrameTables(reads(), FRAMES, budget, 16 << 20), time, timers),
                settings);
    }

    protected FrameSearch search(FrameCatalog catalog) {
        return search(catalog, erasures());
    }

    protected FrameSearch search(FrameCatalog catalog, ErasureDirectory erasures) {
        return new FrameSearch(catalog, erasures, time);
    }

    /** As a process that has just started knows them. */
    protected ErasureDirectory erasures() {
        return new ErasureDirectory(manifests(store()), FRAMES, Ids.system(), time);
    }

    protected Manifests.Parts manifests(ObjectStore store) {
        return new Manifests.Parts(store, budget, timers, Backoff.system(Duration.ofMillis(5), Duration.ofMillis(50)));
    }

    protected FrameBytes bytes() {
        return new FrameBytes(reads(), FRAMES, budget);
    }

    protected SealedPack put(Instant opened, Sent... frames) {
        return FramePacks.put(store(), FramePacks.pack(opened, List.of(frames)));
    }

    protected void delete(SealedPack pack) {
        Await.on(store().delete(ObjectRef.of("frames", pack.key().toString()), WriteCondition.NONE));
    }
}
