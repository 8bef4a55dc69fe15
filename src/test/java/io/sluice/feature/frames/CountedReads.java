package io.sluice.feature.frames;

import io.sluice.base.bytes.ByteRange;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectReads;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads that are counted on their way to a store. */
public final class CountedReads implements ObjectReads {
    public final AtomicInteger gets = new AtomicInteger();
    public final AtomicInteger lists = new AtomicInteger();
    public final List<ByteRange> ranges = new CopyOnWriteArrayList<>();

    /** Listings that have been made are answered when it completes. */
    public volatile Uni<Void> answers = Uni.createFrom().voidItem();

    private final ObjectReads store;

    public CountedReads(ObjectReads store) {
        this.store = store;
    }

    @Override
    public Uni<ObjectInfo> head(ObjectRef object, ReadCondition condition) {
        return store.head(object, condition);
    }

    @Override
    public Uni<ReadRange> get(ObjectRef object, ByteRange range, long maxBytes, ReadCondition condition) {
        return Uni.createFrom().deferred(() -> {
            gets.incrementAndGet();
            ranges.add(range);
            return store.get(object, range, maxBytes, condition);
        });
    }

    @Override
    public Uni<Map<String, String>> tags(ObjectRef object) {
        return store.tags(object);
    }

    @Override
    public Uni<ListPage> list(ListQuery query) {
        return Uni.createFrom().deferred(() -> {
            lists.incrementAndGet();
            Uni<Void> answered = answers;
            return store.list(query).call(() -> answered);
        });
    }
}
