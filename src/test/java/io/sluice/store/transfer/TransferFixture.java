package io.sluice.store.transfer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.base.bytes.RunningDigest.Expected;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import io.sluice.store.local.LocalObjectStore;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Transfers through a real store on a folder, on a lane of their own. */
abstract class TransferFixture {
    static final long MIB = 1 << 20;
    static final ObjectRef OBJECT = ObjectRef.of("files", "object");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ExecutorService lane = Executors.newSingleThreadExecutor();
    private final ExecutorService files = Executors.newFixedThreadPool(4);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Timers timers = (delay, task) -> {
        var timer = clock.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    };

    @TempDir
    @Nullable
    Path folder;

    private @Nullable ObjectStore opened;

    @BeforeEach
    void openStore() {
        opened = new LocalObjectStore(Objects.requireNonNull(folder), files, TimeSource.system(), Ids.system());
        Await.on(opened.ensureBucket(new BucketName("files")));
    }

    @AfterEach
    void stopThreads() {
        lane.shutdownNow();
        files.shutdownNow();
        clock.shutdownNow();
    }

    ObjectStore store() {
        return Objects.requireNonNull(opened);
    }

    ByteBudget budget(long bytes) {
        return new ByteBudget(bytes, 100, timers);
    }

    static TransferSettings settings() {
        return new TransferSettings(5 * (int) MIB, 3, 128 << 10, 256 << 10, 1 << 20, 3, Duration.ofSeconds(5));
    }

    static UploadRequest request(long length, WriteCondition condition, Expected expected) {
        return new UploadRequest(OBJECT, Attributes.NONE, condition, length, expected);
    }

    CompletableFuture<Stored> upload(Uploads uploads, UploadRequest request, Flow.Publisher<ByteBuffer> bytes) {
        return uploads.open(request, lane)
                .thenComposeAsync(
                        upload -> {
                            bytes.subscribe(upload);
                            return upload.result();
                        },
                        lane)
                .toCompletableFuture();
    }

    /** What the store has now. */
    byte[] stored() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Await.on(store().get(OBJECT, ByteRange.all(), 1L << 30, ReadCondition.NONE))
                .chunks()
                .forEach(chunk -> write(all, chunk));
        return all.toByteArray();
    }

    static void write(ByteArrayOutputStream to, ByteBuffer chunk) {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.duplicate().get(bytes);
        to.writeBytes(bytes);
    }

    static byte[] noise(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static Crc32c crc(byte[] bytes) {
        return Crc32c.of(ByteBuffer.wrap(bytes));
    }

    /** Publishes bytes in the chunks that {@code cuts} says, each as soon as it is asked for, on the lane. */
    Flow.Publisher<ByteBuffer> source(byte[] bytes, List<Integer> cuts, @Nullable Throwable end) {
        return source(bytes, cuts, end, at -> {});
    }

    /** As above; {@code before} each chunk it is told where that one begins. */
    Flow.Publisher<ByteBuffer> watchedSource(byte[] bytes, List<Integer> cuts, LongConsumer before) {
        return source(bytes, cuts, null, before);
    }

    private Flow.Publisher<ByteBuffer> source(
            byte[] bytes, List<Integer> cuts, @Nullable Throwable end, LongConsumer before) {
        return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private int next;
            private int at;
            private boolean over;

            @Override
            public void request(long chunks) {
                lane.execute(() -> {
                    for (long i = 0; i < chunks && !over; i++) {
                        emit();
                    }
                });
            }

            private void emit() {
                if (next < cuts.size()) {
                    before.accept(at);
                    int size = cuts.get(next++);
                    subscriber.onNext(ByteBuffer.wrap(bytes, at, size).slice());
                    at += size;
                }
                if (next == cuts.size() && !over) {
                    over = true;
                    if (end == null) {
                        subscriber.onComplete();
                    } else {
                        subscriber.onError(end);
                    }
                }
            }

            @Override
            public void cancel() {
                over = true;
            }
        });
    }
}
