package io.sluice.feature.objects;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.BucketName;
import io.sluice.store.ETag;
import io.sluice.store.IfRange;
import io.sluice.store.KnownObject;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.WriteCondition;
import io.sluice.store.transfer.Downloads;
import io.sluice.store.transfer.ObjectDownload;
import io.sluice.store.transfer.UploadRequest;
import io.sluice.store.transfer.Uploads;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts, gets, heads and deletes single objects. Thread-safe; failures are {@link Fault}s. */
public final class StoredObjects {
    private final ObjectStore store;
    private final Uploads uploads;
    private final Downloads downloads;
    private final Predicate<BucketName> known;

    /** @param known whether there is such a bucket, told without a call to the store */
    public StoredObjects(ObjectStore store, Uploads uploads, Downloads downloads, Predicate<BucketName> known) {
        this.store = store;
        this.uploads = uploads;
        this.downloads = downloads;
        this.known = known;
    }

    /** What can be told of an object at once; null when the store has to be asked. */
    public @Nullable KnownObject known(ObjectRef object) {
        return store.known(object);
    }

    /** What is known of an object; its tags cost a further call, made only when there are any. */
    public Uni<ObjectView> head(ObjectRef object, ReadCondition condition) {
        return store.head(object, condition).chain(info -> described(object, info));
    }

    private Uni<ObjectView> described(ObjectRef object, ObjectInfo info) {
        return info.tagCount() == 0
                ? Uni.createFrom().item(new ObjectView(info, Map.of()))
                : store.tags(object).map(tags -> new ObjectView(info, tags));
    }

    /** Opens an object for reading; completes on the lane. */
    public Uni<OpenDownload> open(GetQuery query, Executor lane) {
        ByteRange range = query.range();
        IfRange ifRange = query.ifRange();
        if (range == null) {
            return whole(query, lane);
        }
        if (ifRange == null) {
            return range(query, range, query.condition(), lane);
        }
        return store.head(query.object(), query.condition()).chain(info -> {
            ReadCondition same = ReadCondition.matches(info.etag());
            return ifRange.holds(info.etag(), info.lastModified())
                    ? range(query, range, same, lane)
                            .onFailure(StoredObjects::replaced)
                            .recoverWithUni(() -> whole(query, lane))
                    : whole(query, lane);
        });
    }

    private static boolean replaced(Throwable failure) {
        return failure instanceof Fault fault && fault.code() == FaultCode.PRECONDITION_FAILED;
    }

    private Uni<OpenDownload> whole(GetQuery query, Executor lane) {
        return downloads
                .open(query.object(), ByteRange.all(), query.condition(), lane)
                .map(download -> opened(download, null));
    }

    /** Of an empty object there is no range but all of it, which is no part. */
    private Uni<OpenDownload> range(GetQuery query, ByteRange range, ReadCondition condition, Executor lane) {
        return downloads
                .open(query.object(), range, condition, lane)
                .map(download -> opened(download, download.range().length() == 0 ? null : download.range()));
    }

    private static OpenDownload opened(ObjectDownload download, ByteRange.@Nullable Resolved range) {
        return new OpenDownload(download.info(), range, download, download::discard);
    }

    /** Opens an upload: from its success on the bytes may be asked for. */
    public CompletionStage<OpenUpload> put(PutCommand command, Executor lane) {
        BucketName bucket = command.object().bucket();
        if (!known.test(bucket)) {
            Fault fault = Fault.of(FaultCode.BUCKET_NOT_FOUND, "There is no bucket '" + bucket + "'.");
            return CompletableFuture.failedStage(fault);
        }
        UploadRequest request = new UploadRequest(
                command.object(), command.attributes(), command.condition(), command.length(), command.expected());
        return uploads.open(request, lane).thenApply(upload -> new OpenUpload(upload, upload.result()));
    }

    /** Tells early what a write under this condition would be told late; the write itself decides. */
    public Uni<Void> foresee(ObjectRef object, WriteCondition condition) {
        return switch (condition) {
            case WriteCondition.Always _ -> Uni.createFrom().voidItem();
            case WriteCondition.IfMatches(ETag etag) ->
                store.head(object, ReadCondition.matches(etag)).replaceWithVoid();
            case WriteCondition.IfAbsent _ ->
                store.head(object, ReadCondition.NONE)
                        .map(_ -> {
                            throw Fault.of(FaultCode.PRECONDITION_FAILED, "There is such an object.");
                        })
                        .onFailure(StoredObjects::absent)
                        .recoverWithNull()
                        .replaceWithVoid();
        };
    }

    /** Deletes an object; one that is not there is no failure, unless the condition names a tag. */
    public Uni<Void> delete(ObjectRef object, WriteCondition.OfExisting condition) {
        return store.delete(object, condition);
    }

    private static boolean absent(Throwable failure) {
        return failure instanceof Fault fault && fault.code() == FaultCode.OBJECT_NOT_FOUND;
    }
}
