package io.sluice.store.s3;

import io.sluice.base.fault.Fault;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One kind of connection to the store: a client with its own pool, and how many calls are under way on it.
 *
 * @param name as it stands in the metrics
 * @param size the most connections
 * @param unreachable whether the last connection to the server that was tried could not be made; shared by its pools
 */
record S3Pool(String name, S3AsyncClient client, int size, AtomicInteger inUse, AtomicBoolean unreachable) {
    S3Pool(String name, S3AsyncClient client, int size, AtomicBoolean unreachable) {
        this(name, client, size, new AtomicInteger(), unreachable);
    }

    /** Calls when subscribed to; cancelling cancels the call. SDK failures come out as faults. */
    <T> Uni<T> call(Function<S3AsyncClient, CompletableFuture<T>> operation) {
        return counted(() -> operation.apply(client));
    }

    /** As {@link #call}, of a call that goes another way. */
    <T> Uni<T> counted(Supplier<CompletableFuture<T>> operation) {
        return Uni.createFrom()
                .completionStage(() -> {
                    inUse.incrementAndGet();
                    return started(operation);
                })
                .onTermination()
                .invoke(inUse::decrementAndGet)
                .onItem()
                .invoke(() -> note(false))
                .onFailure()
                .transform(this::told);
    }

    private Fault told(Throwable failure) {
        boolean allTaken = inUse.get() >= size && !unreachable.get();
        Fault fault = S3Faults.from(failure, allTaken);
        if (S3Faults.unconnected(fault)) {
            note(true);
        } else if (fault.getCause() instanceof S3Exception) {
            note(false);
        }
        return fault;
    }

    /** Writes only what is new: this is on the way of every call. */
    private void note(boolean gone) {
        if (unreachable.get() != gone) {
            unreachable.set(gone);
        }
    }

    private static <T> CompletableFuture<T> started(Supplier<CompletableFuture<T>> operation) {
        try {
            return operation.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
