package io.sluice.store.cache;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.ETag;
import io.sluice.store.KnownObject;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.MultipartUpload;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store that remembers what it was told. Reads of metadata go to the memory of this process, then to what replicas share,
 * then to the store; small objects that are read often come from memory as long as their metadata says that they are the same.
 *
 * <p>A write through this store forgets what is known before it begins and after it ends, so that nobody is told afterwards
 * what was true before. The cache says yes, and "not modified"; where it would say "precondition failed", the store is asked.
 */
public final class CachedStore implements ObjectStore {
    private final ObjectStore store;
    private final CachedReads reads;
    private final Caches caches;

    private CachedStore(ObjectStore store, CachedReads reads, Caches caches) {
        this.store = store;
        this.reads = reads;
        this.caches = caches;
        caches.shared().onChange(caches::forget);
    }

    /** {@code store}, remembered in {@code caches}. */
    public static CachedStore over(ObjectStore store, Caches caches, TimeSource time) {
        return new CachedStore(store, new CachedReads(store, caches, time), caches);
    }

    @Override
    public @Nullable KnownObject known(ObjectRef object) {
        return reads.known(object);
    }

    @Override
    public Uni<ObjectInfo> head(ObjectRef object, ReadCondition condition) {
        return reads.head(object, condition);
    }

    @Override
    public Uni<ReadRange> get(ObjectRef object, ByteRange range, long maxBytes, ReadCondition condition) {
        return reads.get(object, range, maxBytes, condition);
    }

    @Override
    public Uni<Map<String, String>> tags(ObjectRef object) {
        return store.tags(object);
    }

    @Override
    public Uni<ListPage> list(ListQuery query) {
        return store.list(query);
    }

    @Override
    public Uni<Stored> put(ObjectRef object, Attributes attributes, WriteCondition condition, Body body) {
        return changing(object, store.put(object, attributes, condition, body));
    }

    @Override
    public Uni<Void> delete(ObjectRef object, WriteCondition.OfExisting condition) {
        return changing(object, store.delete(object, condition));
    }

    @Override
    public Uni<Stored> copy(ObjectRef source, ETag etag, ObjectRef target, WriteCondition condition) {
        return changing(target, store.copy(source, etag, target, condition));
    }

    @Override
    public Uni<Void> setTags(ObjectRef object, Map<String, String> tags) {
        return changing(object, store.setTags(object, tags));
    }

    @Override
    public Uni<MultipartUpload> createMultipart(ObjectRef object, Attributes attributes, boolean verified) {
        return store.createMultipart(object, attributes, verified);
    }

    @Override
    public Uni<MultipartUpload.Part> putPart(MultipartUpload upload, int number, Body body) {
        return store.putPart(upload, number, body);
    }

    @Override
    public Uni<Stored> completeMultipart(MultipartUpload upload, MultipartUpload.Completion completion) {
        return changing(upload.object(), store.completeMultipart(upload, completion));
    }

    @Override
    public Uni<Void> abortMultipart(MultipartUpload upload) {
        return store.abortMultipart(upload);
    }

    @Override
    public Uni<List<MultipartUpload.Part>> listParts(MultipartUpload upload) {
        return store.listParts(upload);
    }

    @Override
    public Uni<List<MultipartUpload.Pending>> listMultipart(BucketName bucket, String prefix) {
        return store.listMultipart(bucket, prefix);
    }

    @Override
    public Uni<Void> ensureBucket(BucketName bucket) {
        return store.ensureBucket(bucket);
    }

    @Override
    public Uni<Void> ping(BucketName bucket) {
        return store.ping(bucket);
    }

    /** Also a write that failed or was given up may have been carried out. */
    private <T> Uni<T> changing(ObjectRef object, Uni<T> write) {
        return Uni.createFrom()
                .deferred(() -> {
                    caches.shared().changing(object);
                    caches.forget(object);
                    return write;
                })
                .onCancellation()
                .call(() -> caches.changed(object))
                .onItemOrFailure()
                .call((_, _) -> caches.changed(object));
    }
}
