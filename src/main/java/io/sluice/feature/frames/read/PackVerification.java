package io.sluice.feature.frames.read;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.catalog.FrameTables;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackCheck;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackPrefixes;
import io.sluice.feature.frames.pack.PackReport;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.store.BucketName;
import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectReads;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Reads packs and looks whether they are what was written. Thread-safe. */
public final class PackVerification {
    /** A larger pack is not held as a whole: its table and its images are checked, not its chunks. */
    private static final long WHOLE = 32 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 100;

    private final ObjectReads store;
    private final BucketName bucket;
    private final FrameTables tables;
    private final FrameBytes bytes;
    private final Means means;

    /**
     * What it takes to hold packs as a whole.
     *
     * @param budget pays for them
     * @param sums computes their checksums, which takes longer than an event loop may be held up
     */
    public record Means(ByteBudget budget, Executor sums) {}

    /**
     * What was found of one pack.
     *
     * @param size of the object, in bytes
     */
    public record Checked(PackKey pack, long size, PackReport report) {}

    public PackVerification(ObjectReads store, BucketName bucket, FrameTables tables, FrameBytes bytes, Means means) {
        this.store = store;
        this.bucket = bucket;
        this.means = means;
        this.tables = tables;
        this.bytes = bytes;
    }

    /** Goes through the packs that arrived in a range, one after another. For one caller at a time. */
    public Run run(Instant from, Instant to) {
        return new Run(PackPrefixes.covering(from, to));
    }

    /** A run that goes on when it is asked to. */
    public final class Run {
        private final Deque<String> prefixes;
        private final Deque<ListPage.Entry> entries = new ArrayDeque<>();
        private @Nullable ListQuery listing;

        /** What is being listed, from its beginning. */
        private ListQuery all = new ListQuery(bucket, PackKey.ROOT, null, null, PAGE);

        Run(List<String> prefixes) {
            this.prefixes = new ArrayDeque<>(prefixes);
        }

        /** The next pack; empty at the end. Fails as listings and reads do. */
        public Uni<Optional<Checked>> next() {
            List<Checked> found = new ArrayList<>();
            return Multi.createBy()
                    .repeating()
                    .uni(() -> step(found))
                    .whilst(goOn -> goOn)
                    .collect()
                    .last()
                    .map(_ -> found.stream().findFirst());
        }

        private Uni<Boolean> step(List<Checked> found) {
            ListPage.Entry entry = entries.pollFirst();
            if (entry != null) {
                PackKey key = PackKey.parseOrNull(entry.key().value());
                return key == null ? Uni.createFrom().item(true) : checked(key, entry.size(), found);
            }
            ListQuery query = listing;
            if (query == null) {
                String prefix = prefixes.pollFirst();
                if (prefix != null) {
                    all = new ListQuery(bucket, prefix, null, null, PAGE);
                    listing = all;
                }
                return Uni.createFrom().item(prefix != null);
            }
            return store.list(query).map(page -> {
                entries.addAll(page.objects());
                listing = page.next() == null ? null : query.startingAfter(page.next());
                return true;
            });
        }

        private Uni<Boolean> checked(PackKey key, long size, List<Checked> found) {
            Uni<PackReport> report = size <= WHOLE ? whole(key, size) : parts(key);
            return report.map(told -> {
                        found.add(new Checked(key, size, told));
                        return false;
                    })
                    .onFailure(failure -> Fault.from(failure).code() == FaultCode.OBJECT_NOT_FOUND)
                    .recoverWithItem(() -> gone(key));
        }

        /** What came in its place has a later key, and may have come after its page: the rest is listed again. */
        private boolean gone(PackKey key) {
            entries.clear();
            listing = all.startingAfter(ListCursor.after(key.toString()));
            return true;
        }
    }

    private Uni<PackReport> whole(PackKey key, long size) {
        return Uni.createFrom()
                .completionStage(() -> means.budget().acquire(2 * size, ByteBudget.Share.FLOOR, PATIENCE))
                .chain(lease -> store.get(
                                new ObjectRef(bucket, key.objectKey()), ByteRange.all(), size, ReadCondition.NONE)
                        .chain(read -> Uni.createFrom()
                                .item(() -> PackCheck.check(read.joined()))
                                .runSubscriptionOn(means.sums()))
                        .onFailure(failure -> Fault.from(failure).code() == FaultCode.STORE_CORRUPT)
                        .recoverWithItem(PackVerification::damaged)
                        .onTermination()
                        .invoke(lease::close));
    }

    private static PackReport damaged(Throwable failure) {
        return new PackReport(List.of(Fault.from(failure).detail()), List.of());
    }

    private Uni<PackReport> parts(PackKey key) {
        return tables.read(key)
                .chain(read -> images(key, read.table()))
                .onFailure(failure -> Fault.from(failure).code() == FaultCode.STORE_CORRUPT)
                .recoverWithItem(PackVerification::damaged);
    }

    private static void done(ReadFrame frame) {
        frame.memory().reuse();
        frame.close();
    }

    private Uni<PackReport> images(PackKey key, FrameTable table) {
        Deque<StoredFrame> frames = new ArrayDeque<>();
        for (int order = 0; order < table.size(); order++) {
            frames.add(new StoredFrame(key, table.frame(order)));
        }
        List<PackedFrame> bad = new ArrayList<>();
        return Multi.createBy()
                .repeating()
                .uni(() -> bytes.read(FrameRun.first(frames)).map(read -> {
                    read.stream()
                            .filter(frame -> frame.bytes().isEmpty())
                            .forEach(frame -> bad.add(frame.frame().frame()));
                    read.forEach(PackVerification::done);
                    return !frames.isEmpty();
                }))
                .whilst(goOn -> goOn)
                .collect()
                .last()
                .map(_ -> new PackReport(List.of(), bad));
    }
}
