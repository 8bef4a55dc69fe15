package io.sluice.store.objects;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.BucketName;
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
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts, gets, heads and deletes single objects. Thread-safe; failures are {@link Fault}s. */
public final class StoredObjects {
    /** How often a read of a visible object begins anew because the object is replaced meanwhile. */
    private static final int READS = 3;

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
    public @Nullable KnownObject known(ObjectRef object, Visibility whose) {
        KnownObject there = store.known(object);
        return there != null && whose.admits(there.info()) ? there : null;
    }

    /** What is known of an object; its tags cost a further call, made only when there are any. */
    public Uni<ObjectView> head(ObjectRef object, ReadCondition condition, Visibility whose) {
        return info(object, condition, whose).chain(info -> described(object, info));
    }

    /** Conditions must tell nothing of what is not there to be seen. */
    private Uni<ObjectInfo> info(ObjectRef object, ReadCondition condition, Visibility whose) {
        return switch (whose) {
            case Visibility.Everything() -> store.head(object, condition);
            case Visibility.OwnedBy _ ->
                visible(object, whose).invoke(info -> condition.check(info.etag(), info.lastModified()));
        };
    }

    /** Fails with {@code object-not-found} when there is none, or none that may be seen: in the same words. */
    private Uni<ObjectInfo> visible(ObjectRef object, Visibility whose) {
        return store.head(object, ReadCondition.NONE)
                .onFailure(failure -> is(failure, FaultCode.OBJECT_NOT_FOUND))
                .transform(_ -> missing(object))
                .invoke(info -> {
                    if (!whose.admits(info)) {
                        throw missing(object).hidingIt();
                    }
                });
    }

    /** @throws Fault {@code bucket-not-found}, without a call to the store */
    public void check(BucketName bucket) {
        if (!known.test(bucket)) {
            throw missing(bucket);
        }
    }

    private static Fault missing(BucketName bucket) {
        return Fault.of(FaultCode.BUCKET_NOT_FOUND, "There is no bucket '" + bucket + "'.");
    }

    private static Fault missing(ObjectRef object) {
        return Fault.of(FaultCode.OBJECT_NOT_FOUND, "There is no object '" + object.key() + "'.");
    }

    private Uni<ObjectView> described(ObjectRef object, ObjectInfo info) {
        return info.tagCount() == 0
                ? Uni.createFrom().item(new ObjectView(info, Map.of()))
                : store.tags(object).map(tags -> new ObjectView(info, tags));
    }

    /** Opens an object for reading; completes on the lane. */
    public Uni<OpenDownload> open(GetQuery query, Executor lane) {
        return switch (query.whose()) {
            case Visibility.Everything() -> opened(query, lane);
            case Visibility.OwnedBy _ -> openVisible(query, lane, READS);
        };
    }

    private Uni<OpenDownload> openVisible(GetQuery query, Executor lane, int attempts) {
        Uni<OpenDownload> opening = info(query.object(), query.condition(), query.whose())
                .chain(info -> opened(query.of(info), lane)
                        .onFailure(failure -> attempts == 1 && replaced(failure))
                        .transform(StoredObjects::conflict));
        return attempts == 1
                ? opening
                : opening.onFailure(StoredObjects::replaced)
                        .recoverWithUni(() -> openVisible(query, lane, attempts - 1));
    }

    private Uni<OpenDownload> opened(GetQuery query, Executor lane) {
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
        return is(failure, FaultCode.PRECONDITION_FAILED);
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

    /**
     * Opens an upload: from its success on the bytes may be asked for. Who sees only some of the objects replaces no other:
     * told as {@code forbidden}, or as {@code write-conflict} when one comes meanwhile.
     */
    public Uni<OpenUpload> put(UploadRequest request, Visibility whose, Executor lane) {
        if (!known.test(request.object().bucket())) {
            return Uni.createFrom().failure(() -> missing(request.object().bucket()));
        }
        return switch (whose) {
            case Visibility.Everything() -> opened(request, lane);
            case Visibility.OwnedBy _ ->
                overwritten(request.object(), whose)
                        .chain(condition -> request.condition() instanceof WriteCondition.Always
                                ? opened(request.when(condition), lane).map(StoredObjects::telling)
                                : opened(request, lane));
        };
    }

    private Uni<OpenUpload> opened(UploadRequest request, Executor lane) {
        return Uni.createFrom()
                .completionStage(() -> uploads.open(request, lane))
                .map(upload -> new OpenUpload(upload, upload.result()));
    }

    /**
     * Has an object written in another way, under a condition that keeps it from taking the place of another's.
     *
     * @return fails with {@code forbidden} when there is another's, {@code write-conflict} when one comes meanwhile, and as the write
     */
    public <T> Uni<T> replacing(ObjectRef object, Visibility whose, Function<WriteCondition, Uni<T>> write) {
        return switch (whose) {
            case Visibility.Everything() -> write.apply(WriteCondition.NONE);
            case Visibility.OwnedBy _ ->
                overwritten(object, whose)
                        .chain(condition -> write.apply(condition)
                                .onFailure(StoredObjects::late)
                                .transform(StoredObjects::conflict));
        };
    }

    private Uni<WriteCondition> overwritten(ObjectRef object, Visibility whose) {
        return store.head(object, ReadCondition.NONE)
                .<WriteCondition>map(info -> {
                    if (!whose.admits(info)) {
                        throw Fault.of(FaultCode.FORBIDDEN, "The object is somebody else's.");
                    }
                    return WriteCondition.matches(info.etag());
                })
                .onFailure(failure -> is(failure, FaultCode.OBJECT_NOT_FOUND))
                .recoverWithItem(WriteCondition.ABSENT);
    }

    /** The condition was not the caller's. */
    private static OpenUpload telling(OpenUpload upload) {
        return new OpenUpload(upload.bytes(), upload.result().exceptionallyCompose(failure -> {
            Fault fault = Fault.from(failure);
            return CompletableFuture.failedStage(late(fault) ? conflict(fault) : fault);
        }));
    }

    private static boolean late(Throwable failure) {
        return is(failure, FaultCode.PRECONDITION_FAILED) || is(failure, FaultCode.OBJECT_NOT_FOUND);
    }

    private static Fault conflict(Throwable cause) {
        return Fault.of(FaultCode.WRITE_CONFLICT, "Another writer changed the object at the same time.", cause);
    }

    /**
     * Tells early what a write under this condition would be told late; the write itself decides. Of another's object it tells that
     * first, as a condition that holds or not would tell what is in it.
     */
    public Uni<Void> foresee(ObjectRef object, WriteCondition condition, Visibility whose) {
        return switch (whose) {
            case Visibility.Everything() -> foreseen(object, condition);
            case Visibility.OwnedBy _ -> overwritten(object, whose).chain(() -> foreseen(object, condition));
        };
    }

    private Uni<Void> foreseen(ObjectRef object, WriteCondition condition) {
        return switch (condition) {
            case WriteCondition.Always _ -> Uni.createFrom().voidItem();
            case WriteCondition.IfMatches(var etag) ->
                store.head(object, ReadCondition.matches(etag)).replaceWithVoid();
            case WriteCondition.IfAbsent _ ->
                store.head(object, ReadCondition.NONE)
                        .map(_ -> {
                            throw Fault.of(FaultCode.PRECONDITION_FAILED, "There is such an object.");
                        })
                        .onFailure(failure -> is(failure, FaultCode.OBJECT_NOT_FOUND))
                        .recoverWithNull()
                        .replaceWithVoid();
        };
    }

    /**
     * Deletes an object; one that is not there is no failure, unless the condition names a tag. To who sees only some of the
     * objects it is one, as it may be another's.
     */
    public Uni<Void> delete(ObjectRef object, WriteCondition.OfExisting condition, Visibility whose) {
        return switch (whose) {
            case Visibility.Everything() -> store.delete(object, condition);
            case Visibility.OwnedBy _ ->
                visible(object, whose)
                        .chain(info -> store.delete(
                                object,
                                condition instanceof WriteCondition.Always
                                        ? WriteCondition.matches(info.etag())
                                        : condition));
        };
    }

    private static boolean is(Throwable failure, FaultCode code) {
        return failure instanceof Fault fault && fault.code() == code;
    }
}
