package io.sluice.store.s3;

import io.netty.channel.EventLoopGroup;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSettings;
import io.sluice.store.ETag;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.MultipartUpload;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.Presigner;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/**
 * The store port on an S3 server. Results arrive on the event loops that were handed in; nothing blocks them.
 *
 * <p>What S3 lacks is made up for in the ways the docs name: checksums of passed bytes in a tag, conditions of copies by
 * parts, conditions of deletes checked just before where the server ignores them.
 */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {
    private final S3Clients clients;
    private final S3Config config;
    private final S3Reads reads;
    private final S3Listing listing;
    private final S3Writes writes;
    private final S3Multipart multipart;
    private final S3Copy copy;
    private final S3BucketSettings settings;
    private final S3Presigner presigner;

    /** Connects when first used; {@link #close} ends the connections, not the event loops. */
    public S3ObjectStore(S3Config config, EventLoopGroup loops, Vertx vertx, Slabs slabs) {
        this.config = config;
        this.clients = new S3Clients(config, new S3Runtime(loops, vertx, slabs));
        this.reads = new S3Reads(clients);
        this.listing = new S3Listing(clients);
        this.writes = new S3Writes(clients, reads);
        this.multipart = new S3Multipart(clients, writes, config);
        this.copy = new S3Copy(clients, reads, writes, multipart, config);
        this.settings = new S3BucketSettings(clients.control());
        this.presigner = clients.presigner();
    }

    /** What is set on its buckets. */
    public BucketSettings settings() {
        return settings;
    }

    /** Signs requests that others send to the server. */
    public Presigner presigner() {
        return presigner;
    }

    /** How full the connection pools are now. */
    public List<PoolUse> pools() {
        return clients.all().stream()
                .map(pool ->
                        new PoolUse(pool.name(), pool.size(), () -> pool.inUse().get()))
                .toList();
    }

    /**
     * One pool of connections.
     *
     * @param size the most connections
     * @param inUse calls under way, or waiting for a connection
     */
    public record PoolUse(String name, int size, IntSupplier inUse) {}

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
        return reads.tags(object);
    }

    @Override
    public Uni<ListPage> list(ListQuery query) {
        return listing.list(query);
    }

    @Override
    public Uni<Stored> put(ObjectRef object, Attributes attributes, WriteCondition condition, Body body) {
        return writes.put(object, attributes, condition, body);
    }

    @Override
    public Uni<Void> delete(ObjectRef object, WriteCondition.OfExisting condition) {
        return writes.delete(object, condition);
    }

    @Override
    public Uni<Stored> copy(ObjectRef source, ETag etag, ObjectRef target, WriteCondition condition) {
        return copy.copy(source, etag, target, condition);
    }

    @Override
    public Uni<Void> setTags(ObjectRef object, Map<String, String> tags) {
        return writes.setTags(object, tags);
    }

    @Override
    public Uni<MultipartUpload> createMultipart(ObjectRef object, Attributes attributes, boolean verified) {
        return multipart.createMultipart(object, attributes, verified);
    }

    @Override
    public Uni<MultipartUpload.Part> putPart(MultipartUpload upload, int number, Body body) {
        return multipart.putPart(upload, number, body);
    }

    @Override
    public Uni<Stored> completeMultipart(MultipartUpload upload, MultipartUpload.Completion completion) {
        return multipart.completeMultipart(upload, completion);
    }

    @Override
    public Uni<Void> abortMultipart(MultipartUpload upload) {
        return multipart.abortMultipart(upload);
    }

    @Override
    public Uni<List<MultipartUpload.Part>> listParts(MultipartUpload upload) {
        return multipart.listParts(upload);
    }

    @Override
    public Uni<List<MultipartUpload.Pending>> listMultipart(BucketName bucket, String prefix) {
        return multipart.listMultipart(bucket, prefix);
    }

    @Override
    public Uni<Void> ensureBucket(BucketName bucket) {
        return ping(bucket).onFailure(S3ObjectStore::noSuchBucket).recoverWithUni(() -> create(bucket));
    }

    private Uni<Void> create(BucketName bucket) {
        CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(bucket.value());
        boolean elsewhere = !config.region().equals("us-east-1");
        if (elsewhere) {
            request.createBucketConfiguration(where -> where.locationConstraint(config.region()));
        }
        return clients.control()
                .call(s3 -> s3.createBucket(request.build()).handle((made, failure) -> mine(failure)))
                .replaceWithVoid();
    }

    /** Another replica may make the bucket at the same moment; that is as good. */
    private static boolean mine(@Nullable Throwable failure) {
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        if (cause == null || cause instanceof BucketAlreadyOwnedByYouException) {
            return true;
        }
        throw new CompletionException(cause);
    }

    @Override
    public Uni<Void> ping(BucketName bucket) {
        return clients.control()
                .call(s3 -> s3.headBucket(request -> request.bucket(bucket.value())))
                .replaceWithVoid()
                .onFailure(S3ObjectStore::notFound)
                .transform(failure -> Fault.of(FaultCode.BUCKET_NOT_FOUND, "There is no such bucket.", failure));
    }

    static boolean noSuchUpload(Throwable failure) {
        return is(failure, FaultCode.UPLOAD_NOT_FOUND);
    }

    private static boolean noSuchBucket(Throwable failure) {
        return is(failure, FaultCode.BUCKET_NOT_FOUND);
    }

    private static boolean notFound(Throwable failure) {
        return is(failure, FaultCode.OBJECT_NOT_FOUND);
    }

    private static boolean is(Throwable failure, FaultCode code) {
        return failure instanceof Fault fault && fault.code() == code;
    }

    @Override
    public void close() {
        clients.close();
    }
}
