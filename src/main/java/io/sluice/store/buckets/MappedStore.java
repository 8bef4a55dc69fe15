package io.sluice.store.buckets;

import io.sluice.base.bytes.ByteRange;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.ETag;
import io.sluice.store.KnownObject;
import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.MultipartUpload;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import io.sluice.store.buckets.BucketDirectory.Place;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store of logical buckets on a store of real ones: translates names on the way in and keys on the way out. */
public final class MappedStore implements ObjectStore {
    private final ObjectStore store;
    private final BucketDirectory buckets;
    private final UnsettledBuckets unsettled;

    public MappedStore(ObjectStore store, BucketDirectory buckets) {
        this.store = store;
        this.buckets = buckets;
        this.unsettled = new UnsettledBuckets(buckets.places().keySet());
    }

    @Override
    public Uni<ObjectInfo> head(ObjectRef object, ReadCondition condition) {
        return within(
                object.bucket(),
                () -> store.head(buckets.real(object), condition).map(info -> info.named(object.key())));
    }

    @Override
    public Uni<ReadRange> get(ObjectRef object, ByteRange range, long maxBytes, ReadCondition condition) {
        return within(
                object.bucket(),
                () -> store.get(buckets.real(object), range, maxBytes, condition)
                        .map(read -> read.with(read.info().named(object.key()))));
    }

    @Override
    public @Nullable KnownObject known(ObjectRef object) {
        KnownObject known = store.known(buckets.real(object));
        return known == null ? null : new KnownObject(known.info().named(object.key()), known.bytes());
    }

    @Override
    public Uni<Map<String, String>> tags(ObjectRef object) {
        return within(object.bucket(), () -> store.tags(buckets.real(object)));
    }

    @Override
    public Uni<ListPage> list(ListQuery query) {
        return within(query.bucket(), () -> {
            Place place = buckets.place(query.bucket());
            ListCursor after = query.after();
            ListQuery mapped = new ListQuery(
                    place.bucket(),
                    place.prefix() + query.prefix(),
                    query.delimiter(),
                    after == null ? null : new ListCursor(place.prefix() + after.key(), after.token()),
                    query.limit());
            return store.list(mapped).map(page -> logical(place, page));
        });
    }

    @Override
    public Uni<Stored> put(ObjectRef object, Attributes attributes, WriteCondition condition, Body body) {
        return within(object.bucket(), () -> store.put(buckets.real(object), attributes, condition, body));
    }

    @Override
    public Uni<Void> delete(ObjectRef object, WriteCondition.OfExisting condition) {
        return within(object.bucket(), () -> store.delete(buckets.real(object), condition));
    }

    @Override
    public Uni<Stored> copy(ObjectRef source, ETag etag, ObjectRef target, WriteCondition condition) {
        return within(target.bucket(), () -> store.copy(buckets.real(source), etag, buckets.real(target), condition));
    }

    @Override
    public Uni<Void> setTags(ObjectRef object, Map<String, String> tags) {
        return within(object.bucket(), () -> store.setTags(buckets.real(object), tags));
    }

    @Override
    public Uni<MultipartUpload> createMultipart(ObjectRef object, Attributes attributes, boolean verified) {
        return within(
                object.bucket(),
                () -> store.createMultipart(buckets.real(object), attributes, verified)
                        .map(upload -> new MultipartUpload(object, upload.id(), verified)));
    }

    @Override
    public Uni<MultipartUpload.Part> putPart(MultipartUpload upload, int number, Body body) {
        return within(upload.object().bucket(), () -> store.putPart(real(upload), number, body));
    }

    @Override
    public Uni<Stored> completeMultipart(MultipartUpload upload, MultipartUpload.Completion completion) {
        return within(upload.object().bucket(), () -> store.completeMultipart(real(upload), completion));
    }

    @Override
    public Uni<Void> abortMultipart(MultipartUpload upload) {
        return within(upload.object().bucket(), () -> store.abortMultipart(real(upload)));
    }

    @Override
    public Uni<List<MultipartUpload.Part>> listParts(MultipartUpload upload) {
        return within(upload.object().bucket(), () -> store.listParts(real(upload)));
    }

    @Override
    public Uni<List<MultipartUpload.Pending>> listMultipart(BucketName bucket, String prefix) {
        return within(bucket, () -> {
            Place place = buckets.place(bucket);
            return store.listMultipart(place.bucket(), place.prefix() + prefix)
                    .map(found -> found.stream()
                            .map(upload -> new MultipartUpload.Pending(
                                    logical(place, upload.key()), upload.id(), upload.initiated()))
                            .toList());
        });
    }

    @Override
    public Uni<Void> ensureBucket(BucketName bucket) {
        return Uni.createFrom()
                .deferred(() -> unsettled.settling(
                        bucket, store.ensureBucket(buckets.place(bucket).bucket())));
    }

    @Override
    public Uni<Void> ping(BucketName bucket) {
        return Uni.createFrom().deferred(() -> store.ping(buckets.place(bucket).bucket()));
    }

    private <T> Uni<T> within(BucketName bucket, Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> unsettled.within(bucket, call.get()));
    }

    private MultipartUpload real(MultipartUpload upload) {
        return upload.of(buckets.real(upload.object()));
    }

    private static ObjectKey logical(Place place, ObjectKey key) {
        return new ObjectKey(key.value().substring(place.prefix().length()));
    }

    private static ListPage logical(Place place, ListPage page) {
        int cut = place.prefix().length();
        return new ListPage(
                page.objects().stream()
                        .map(entry -> new ListPage.Entry(
                                logical(place, entry.key()), entry.size(), entry.etag(), entry.lastModified()))
                        .toList(),
                page.prefixes().stream().map(prefix -> prefix.substring(cut)).toList(),
                cut(page.next(), cut));
    }

    private static @Nullable ListCursor cut(@Nullable ListCursor cursor, int prefix) {
        return cursor == null ? null : new ListCursor(cursor.key().substring(prefix), cursor.token());
    }
}
