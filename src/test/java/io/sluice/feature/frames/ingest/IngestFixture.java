package io.sluice.feature.frames.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.pack.PackCheck;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackListener;
import io.sluice.store.Await;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.sluice.store.local.LocalObjectStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An ingest into a real store on a folder, which fails on cue. */
abstract class IngestFixture {
    static final Duration SOON = Duration.ofMillis(30);
    static final Duration NEVER = Duration.ofHours(1);
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final int KIB = 1 << 10;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ExecutorService lane = Executors.newSingleThreadExecutor();
    private final ExecutorService files = Executors.newFixedThreadPool(4);
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final Timers timers = (delay, task) -> {
        var timer = clock.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    };

    ByteBudget budget = new ByteBudget(64L << 20, 1000, timers);
    IngestSettings settings = settings(64 * KIB, SOON, 2);

    @TempDir
    @Nullable
    Path folder;

    private @Nullable CuedStore opened;

    @BeforeEach
    void open() {
        clock.setRemoveOnCancelPolicy(true);
        Path root = Objects.requireNonNull(folder).resolve("store");
        ObjectStore local = new LocalObjectStore(root, files, TimeSource.system(), Ids.system());
        Await.on(local.ensureBucket(PackKey.BUCKET));
        opened = new CuedStore(local);
    }

    @AfterEach
    void atRest() {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(budget.used()).as("memory").isZero());
        lane.shutdownNow();
        files.shutdownNow();
        clock.shutdownNow();
    }

    static IngestSettings settings(int packBytes, Duration maxDelay, int uploads) {
        return new IngestSettings(
                1 << 20,
                packBytes,
                maxDelay,
                uploads,
                "node-1",
                new IngestSettings.Patience(Duration.ofMillis(300), Duration.ofSeconds(10), Duration.ofMinutes(1)));
    }

    final ByteBudget budget(long capacity) {
        return new ByteBudget(capacity, 1000, timers);
    }

    /** How many timers are set. */
    final int timersSet() {
        return clock.getQueue().size();
    }

    final CuedStore store() {
        return Objects.requireNonNull(opened);
    }

    final FrameIngest ingest(PackListener... listeners) {
        Backoff backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(50), new Random(1));
        Surroundings around =
                new Surroundings(store().store(), budget, TimeSource.system(), timers, Ids.system(), backoff);
        return new FrameIngest(around, settings, meters, List.of(listeners));
    }

    final Sender sender(FrameIngest ingest, String camera) {
        return new Sender(ingest, Way.MULTIPART, camera, lane).start();
    }

    final Sender single(FrameIngest ingest, String camera) {
        return new Sender(ingest, Way.SINGLE, camera, lane).start();
    }

    final ExecutorService lane() {
        return lane;
    }

    static byte[] image(long seed, int length) {
        byte[] image = new byte[length];
        new Random(seed).nextBytes(image);
        return image;
    }

    static <T> T done(CompletableFuture<T> future) {
        Awaitility.await().atMost(PATIENCE).until(future::isDone);
        return future.join();
    }

    static void awaitAcks(Sender sender, long count) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sender.acks).isNotEmpty();
            assertThat(sender.acks.getLast().count()).isEqualTo(count);
        });
    }

    /** The keys of all packs; each is whole. */
    final List<PackKey> packs() {
        List<PackKey> keys = Await.on(
                        store().store().list(new ListQuery(PackKey.BUCKET, PackKey.ROOT, null, null, 1000)))
                .objects()
                .stream()
                .map(entry ->
                        Objects.requireNonNull(PackKey.parseOrNull(entry.key().value())))
                .toList();
        keys.forEach(key -> assertThat(
                        PackCheck.check(read(key, ByteRange.all())).whole())
                .as("%s", key)
                .isTrue());
        return keys;
    }

    final ByteBuffer read(PackKey key, ByteRange range) {
        ObjectRef object = new ObjectRef(PackKey.BUCKET, key.objectKey());
        ReadRange read = Await.on(store().store().get(object, range, 64 << 20, ReadCondition.NONE));
        ByteBuffer all = ByteBuffer.allocate((int) read.range().length());
        read.chunks().forEach(chunk -> all.put(chunk.duplicate()));
        return all.flip();
    }

    /** The image of a frame that was acknowledged. */
    final byte[] image(Sender.Stored stored) {
        long offset = stored.frame().place().offset();
        ByteBuffer bytes = read(
                stored.pack(),
                new ByteRange.Between(offset, stored.frame().place().end() - 1));
        byte[] image = new byte[bytes.remaining()];
        bytes.get(image);
        return image;
    }
}
