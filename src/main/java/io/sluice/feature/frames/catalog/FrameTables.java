package io.sluice.feature.frames.catalog;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.feature.frames.mcap.Damage;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackTail;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectReads;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** The frame tables of packs, kept while they are asked for. Of those who ask for one at once, one reads it. Thread-safe. */
public final class FrameTables {
    private static final int FIXED_WEIGHT = 600;
    private static final int PER_FRAME = 56;
    private static final int SHORTEST_READ = 8 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectReads store;
    private final BucketName bucket;
    private final ByteBudget budget;
    private final AsyncCache<PackKey, FrameTable> tables;

    /** How much of the end of a pack the last ones had to be asked for. */
    private final AtomicLong usual = new AtomicLong(PackTail.FIRST_READ);

    /**
     * A table and the length of its pack.
     *
     * @param bytes of the object
     */
    public record Read(FrameTable table, long bytes) {}

    private record End(PackTail tail, long size) {}

    /** @param memory in bytes, on top of the budget */
    public FrameTables(ObjectReads store, BucketName bucket, ByteBudget budget, long memory) {
        this.store = store;
        this.bucket = bucket;
        this.budget = budget;
        this.tables = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(memory)
                .weigher((PackKey pack, FrameTable table) -> FIXED_WEIGHT + PER_FRAME * table.size())
                .buildAsync();
    }

    /** The table of a pack. Fails with {@code object-not-found} and {@code store-corrupt}, and as reads do. */
    public Uni<FrameTable> of(PackKey pack) {
        return Uni.createFrom()
                .completionStage(() -> tables.get(
                                pack,
                                (key, executor) -> read(key).map(Read::table).subscribeAsCompletionStage())
                        .copy());
    }

    /** As {@link #of}, but a table that is not kept yet is not kept for this. */
    public Uni<FrameTable> look(PackKey pack) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<FrameTable> kept = tables.getIfPresent(pack);
            return kept == null ? read(pack).map(Read::table) : Uni.createFrom().completionStage(kept.copy());
        });
    }

    /** A table that is known without asking. */
    void keep(PackKey pack, FrameTable table) {
        tables.put(pack, CompletableFuture.completedFuture(table));
    }

    void forget(PackKey pack) {
        tables.asMap().remove(pack);
    }

    /** Reads a table, and does not keep it. */
    public Uni<Read> read(PackKey pack) {
        return tail(pack, usual.get());
    }

    private Uni<Read> tail(PackKey pack, long bytes) {
        return Uni.createFrom()
                .completionStage(() -> budget.acquire(bytes, ByteBudget.Share.FLOOR, PATIENCE))
                .chain(lease -> end(pack, bytes).onTermination().invoke(lease::close))
                .chain(end -> switch (end.tail()) {
                    case PackTail.Known(FrameTable table) -> {
                        learn(table, end.size());
                        yield Uni.createFrom().item(new Read(table, end.size()));
                    }
                    case PackTail.More(long more) ->
                        more > bytes ? tail(pack, more) : Uni.createFrom().failure(Damage.of("its end"));
                });
    }

    private Uni<End> end(PackKey pack, long bytes) {
        ObjectRef object = new ObjectRef(bucket, pack.objectKey());
        return store.get(object, new ByteRange.Last(bytes), bytes, ReadCondition.NONE)
                .map(read -> {
                    long size = read.info().size();
                    return new End(PackTail.read(read.joined(), size), size);
                });
    }

    /** Packs of one time are much alike. */
    private void learn(FrameTable table, long size) {
        long needed = size - table.frame(table.size() - 1).place().end();
        long generous = needed + needed / 4;
        usual.set(Math.max(SHORTEST_READ, Math.min(PackTail.FIRST_READ, generous)));
    }
}
