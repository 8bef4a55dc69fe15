package io.sluice.store.cache;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.time.TimeSource;
import io.sluice.store.KnownObject;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectReads;
import io.sluice.store.ObjectRef;
import io.sluice.store.Origin;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How reads go through the caches. Thread-safe. */
final class CachedReads {
    private final ObjectReads store;
    private final MetadataCache metadata;
    private final HotObjects hot;
    private final SharedMetadata shared;
    private final Lookups lookups;
    private final TimeSource time;

    CachedReads(ObjectReads store, Caches caches, TimeSource time) {
        this.store = store;
        this.metadata = caches.metadata();
        this.hot = caches.hot();
        this.shared = caches.shared();
        this.lookups = caches.lookups();
        this.time = time;
    }

    /** See {@link ObjectReads#known}. */
    @Nullable
    KnownObject known(ObjectRef object) {
        ObjectInfo info = metadata.now(object);
        if (info == null) {
            return null;
        }
        ByteBuffer bytes = hot.bytes(object, info.etag());
        lookups.metadata(Origin.OWN_CACHE);
        if (bytes != null) {
            lookups.bytes(Origin.OWN_CACHE);
        }
        return new KnownObject(info, bytes);
    }

    /** See {@link ObjectReads#head}. */
    Uni<ObjectInfo> head(ObjectRef object, ReadCondition condition) {
        return info(object).chain(info -> switch (condition.of(info.etag(), info.lastModified())) {
            case READ -> Uni.createFrom().item(info);
            case NOT_MODIFIED -> unmodified(info);
            case FAILED -> store.head(object, condition);
        });
    }

    /**
     * See {@link ObjectReads#get}. A read of exactly one version, as the further ranges of a download are, goes to the store:
     * it is the store that knows whether that is still there.
     */
    Uni<ReadRange> get(ObjectRef object, ByteRange range, long maxBytes, ReadCondition condition) {
        boolean oneVersion = !condition.ifMatch().isEmpty();
        boolean worthAsking = condition.mayFindUnmodified() || hot.has(object) || metadata.isMissing(object);
        if (oneVersion || !worthAsking) {
            return fromStore(object, range, maxBytes, condition);
        }
        return info(object).chain(info -> switch (condition.of(info.etag(), info.lastModified())) {
            case READ -> {
                ByteBuffer bytes = hot.bytes(object, info.etag());
                yield bytes == null
                        ? fromStore(object, range, maxBytes, condition)
                        : fromMemory(info, bytes, range, maxBytes);
            }
            case NOT_MODIFIED -> unmodified(info);
            case FAILED -> fromStore(object, range, maxBytes, condition);
        });
    }

    private Uni<ReadRange> fromStore(ObjectRef object, ByteRange range, long maxBytes, ReadCondition condition) {
        lookups.bytes(Origin.STORE);
        Uni<ReadRange> read =
                store.get(object, range, maxBytes, condition).onItem().invoke(found -> hot.offer(object, found));
        return metadata.learn(object, read, CachedReads::complete);
    }

    /** Null when a HEAD would tell more. */
    private static @Nullable ObjectInfo complete(ReadRange read) {
        ObjectInfo info = read.info();
        return info.digests().crc32c() == null ? null : info;
    }

    private Uni<ObjectInfo> info(ObjectRef object) {
        return metadata.get(object, () -> asked(object)).onItem().invoke(info -> lookups.metadata(info.origin()));
    }

    private Uni<ObjectInfo> asked(ObjectRef object) {
        return shared.find(object)
                .chain(found ->
                        found.isEmpty() ? fromStore(object) : Uni.createFrom().item(found.get()));
    }

    private Uni<ObjectInfo> fromStore(ObjectRef object) {
        return Uni.createFrom().deferred(() -> {
            long askedAt = time.nanos();
            return store.head(object, ReadCondition.NONE).onItem().invoke(info -> shared.keep(object, info, askedAt));
        });
    }

    private Uni<ReadRange> fromMemory(ObjectInfo info, ByteBuffer bytes, ByteRange range, long maxBytes) {
        lookups.bytes(info.origin());
        return Uni.createFrom().item(() -> {
            ByteRange.Resolved asked = range.within(info.size());
            int length = (int) Math.min(asked.length(), maxBytes);
            ByteBuffer part = bytes.slice((int) asked.offset(), length);
            return new ReadRange(info, new ByteRange.Resolved(asked.offset(), length), List.of(part));
        });
    }

    private static <T> Uni<T> unmodified(ObjectInfo info) {
        return Uni.createFrom()
                .failure(() -> ReadCondition.notModified(info.etag())
                        .withHeader(Origin.HEADER, info.origin().label()));
    }
}
