package io.sluice.store.transfer;

import io.sluice.base.bytes.ByteRange;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectReads;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells no checksum with a read, as of an object that has it in a tag, and has the object replaced between the first read and what follows. */
final class ReplacingReads implements ObjectReads {
    private final ObjectReads store;
    private final Runnable replace;
    private final AtomicBoolean replaced = new AtomicBoolean();

    ReplacingReads(ObjectReads store, Runnable replace) {
        this.store = store;
        this.replace = replace;
    }

    @Override
    public Uni<ReadRange> get(ObjectRef object, ByteRange range, long maxBytes, ReadCondition condition) {
        return store.get(object, range, maxBytes, condition).map(read -> {
            if (!replaced.getAndSet(true)) {
                replace.run();
            }
            return read.with(withoutChecksum(read.info()));
        });
    }

    private static ObjectInfo withoutChecksum(ObjectInfo info) {
        return info.with(new ObjectInfo.Digests(null, null), 1);
    }

    @Override
    public Uni<ObjectInfo> head(ObjectRef object, ReadCondition condition) {
        return store.head(object, condition);
    }

    @Override
    public Uni<ListPage> list(ListQuery query) {
        return store.list(query);
    }

    @Override
    public Uni<Map<String, String>> tags(ObjectRef object) {
        return store.tags(object);
    }
}
