package io.sluice.store.guard;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.ETag;
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
import io.sluice.store.guard.Operation.Repeat;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** A store whose every call goes through one guard. Says of each operation whether it may be sent again. */
public final class GuardedStore implements ObjectStore {
    private final ObjectStore store;
    private final Guard guard;

    private GuardedStore(ObjectStore store, Guard guard) {
        this.store = store;
        this.guard = guard;
    }

    /** {@code store}, with every attempt measured. */
    public static ObjectStore measured(ObjectStore store, MeterRegistry meters, TimeSource time) {
        return new GuardedStore(store, new Meter(meters, time));
    }

    /** {@code store}, with calls sent again up to {@code attempts} times in all where that is safe. */
    public static ObjectStore retrying(
            ObjectStore store, int attempts, Backoff backoff, Timers timers, MeterRegistry meters) {
        return new GuardedStore(store, new Retry(attempts, backoff, timers, meters));
    }

    @Override
    public Uni<ObjectInfo> head(ObjectRef object, ReadCondition condition) {
        return guard.around(Operation.HEAD, Repeat.ALWAYS, store.head(object, condition));
    }

    @Override
    public Uni<ReadRange> get(ObjectRef object, ByteRange range, long maxBytes, ReadCondition condition) {
        return guard.around(Operation.GET, Repeat.ALWAYS, store.get(object, range, maxBytes, condition));
    }

    @Override
    public Uni<Map<String, String>> tags(ObjectRef object) {
        return guard.around(Operation.TAGS, Repeat.ALWAYS, store.tags(object));
    }

    @Override
    public Uni<ListPage> list(ListQuery query) {
        return guard.around(Operation.LIST, Repeat.ALWAYS, store.list(query));
    }

    @Override
    public Uni<Stored> put(ObjectRef object, Attributes attributes, WriteCondition condition, Body body) {
        Repeat repeat = body instanceof Body.Streamed ? Repeat.NEVER : of(condition);
        return guard.around(Operation.PUT, repeat, store.put(object, attributes, condition, body));
    }

    @Override
    public Uni<Void> delete(ObjectRef object, WriteCondition.OfExisting condition) {
        return guard.around(Operation.DELETE, of(condition), store.delete(object, condition));
    }

    @Override
    public Uni<Stored> copy(ObjectRef source, ETag etag, ObjectRef target, WriteCondition condition) {
        return guard.around(Operation.COPY, of(condition), store.copy(source, etag, target, condition));
    }

    @Override
    public Uni<Void> setTags(ObjectRef object, Map<String, String> tags) {
        return guard.around(Operation.SET_TAGS, Repeat.ALWAYS, store.setTags(object, tags));
    }

    @Override
    public Uni<MultipartUpload> createMultipart(ObjectRef object, Attributes attributes, boolean verified) {
        return guard.around(
                Operation.CREATE_MULTIPART, Repeat.IF_NOT_DONE, store.createMultipart(object, attributes, verified));
    }

    @Override
    public Uni<MultipartUpload.Part> putPart(MultipartUpload upload, int number, Body body) {
        Repeat repeat = body instanceof Body.Streamed ? Repeat.NEVER : Repeat.ALWAYS;
        return guard.around(Operation.PUT_PART, repeat, store.putPart(upload, number, body));
    }

    @Override
    public Uni<Stored> completeMultipart(MultipartUpload upload, MultipartUpload.Completion completion) {
        return guard.around(
                Operation.COMPLETE_MULTIPART, Repeat.IF_NOT_DONE, store.completeMultipart(upload, completion));
    }

    @Override
    public Uni<Void> abortMultipart(MultipartUpload upload) {
        return guard.around(Operation.ABORT_MULTIPART, Repeat.ALWAYS, store.abortMultipart(upload));
    }

    @Override
    public Uni<List<MultipartUpload.Part>> listParts(MultipartUpload upload) {
        return guard.around(Operation.LIST_PARTS, Repeat.ALWAYS, store.listParts(upload));
    }

    @Override
    public Uni<List<MultipartUpload.Pending>> listMultipart(BucketName bucket, String prefix) {
        return guard.around(Operation.LIST_MULTIPART, Repeat.ALWAYS, store.listMultipart(bucket, prefix));
    }

    @Override
    public Uni<Void> ensureBucket(BucketName bucket) {
        return guard.around(Operation.ENSURE_BUCKET, Repeat.ALWAYS, store.ensureBucket(bucket));
    }

    /** A ping says how things are now: it is never sent again. */
    @Override
    public Uni<Void> ping(BucketName bucket) {
        return guard.around(Operation.PING, Repeat.NEVER, store.ping(bucket));
    }

    private static Repeat of(WriteCondition condition) {
        return condition instanceof WriteCondition.Always ? Repeat.ALWAYS : Repeat.IF_NOT_DONE;
    }
}
