package io.sluice.store.transfer;

import io.sluice.base.bytes.Crc32c;
import io.sluice.store.Body;
import io.sluice.store.MultipartUpload;
import io.sluice.store.MultipartUpload.Completion;
import io.sluice.store.MultipartUpload.Part;
import io.sluice.store.ObjectStore;
import io.sluice.store.Stored;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the parts of one upload and joins them. Confined to the lane, on which its stages complete too.
 *
 * <p>The multipart upload begins with the first part. An abort waits until nothing is on its way any more: a part that
 * arrives after it would stay behind in the store.
 */
final class PartSender {
    private final ObjectStore store;
    private final UploadRequest request;
    private final Executor lane;
    private final TreeMap<Integer, Part> parts = new TreeMap<>();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private @Nullable CompletableFuture<MultipartUpload> upload;
    private int inFlight;
    private boolean aborting;

    PartSender(ObjectStore store, UploadRequest request, Executor lane) {
        this.store = store;
        this.request = request;
        this.lane = lane;
    }

    /** How many sends have not ended. */
    int inFlight() {
        return inFlight;
    }

    /** Sends the object in one piece. */
    CompletionStage<Stored> sendWhole(Body body) {
        return tracked(store.put(request.object(), request.attributes(), request.condition(), body)
                .subscribeAsCompletionStage());
    }

    /** Sends one part; {@code verified} is the same for all parts of an upload. */
    CompletionStage<Part> send(int number, Body body, boolean verified) {
        return tracked(begun(verified)
                        .thenCompose(begun -> store.putPart(begun, number, body).subscribeAsCompletionStage()))
                .thenApply(part -> {
                    parts.put(number, part);
                    return part;
                });
    }

    /** Joins the parts that were sent into the object. */
    CompletionStage<Stored> complete(Crc32c crc32c) {
        List<Part> ordered = List.copyOf(parts.values());
        Completion completion = new Completion(ordered, crc32c, request.condition(), request.attributes());
        return tracked(begun(true)
                .thenCompose(begun -> store.completeMultipart(begun, completion).subscribeAsCompletionStage()));
    }

    /** Drops what was sent, once nothing is on its way. Succeeds in any case: what is left over is swept later. */
    CompletionStage<Void> abort() {
        aborting = true;
        becomeIdle();
        CompletableFuture<MultipartUpload> begun = upload;
        if (begun == null) {
            return idle;
        }
        return idle.thenCompose(_ -> begun)
                .thenCompose(existing -> store.abortMultipart(existing).subscribeAsCompletionStage())
                .handleAsync((_, _) -> null, lane);
    }

    private CompletableFuture<MultipartUpload> begun(boolean verified) {
        CompletableFuture<MultipartUpload> begun = upload;
        if (begun == null) {
            begun = store.createMultipart(request.object(), request.attributes(), verified)
                    .subscribeAsCompletionStage();
            upload = begun;
        }
        return begun;
    }

    private <T> CompletionStage<T> tracked(CompletionStage<T> sending) {
        inFlight++;
        CompletableFuture<T> ended = new CompletableFuture<>();
        BiConsumer<T, @Nullable Throwable> end = (result, failure) -> {
            inFlight--;
            if (failure == null) {
                ended.complete(result);
            } else {
                ended.completeExceptionally(failure);
            }
            becomeIdle();
        };
        sending.whenCompleteAsync(end, lane);
        return ended;
    }

    private void becomeIdle() {
        if (aborting && inFlight == 0) {
            idle.complete(null);
        }
    }
}
