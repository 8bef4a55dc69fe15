package io.sluice.store.s3;

import io.sluice.store.Body;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * One kind of connection to the store: a client with its own pool, and how many calls are under way on it.
 *
 * @param name as it stands in the metrics
 * @param size the most connections
 */
record S3Pool(String name, S3AsyncClient client, int size, AtomicInteger inUse) {
    S3Pool(String name, S3AsyncClient client, int size) {
        this(name, client, size, new AtomicInteger());
    }

    /** Calls when subscribed to; cancelling cancels the call. SDK failures come out as faults. */
    <T> Uni<T> call(Function<S3AsyncClient, CompletableFuture<T>> operation) {
        return Uni.createFrom()
                .completionStage(() -> {
                    inUse.incrementAndGet();
                    return started(operation).whenComplete((result, failure) -> inUse.decrementAndGet());
                })
                .onFailure()
                .transform(S3Faults::from);
    }

    /** Calls with {@code body}, which the SDK may send more than once. */
    <T> Uni<T> sending(Body.Held body, BiFunction<S3AsyncClient, AsyncRequestBody, CompletableFuture<T>> operation) {
        return Uni.createFrom().deferred(() -> {
            HeldRequestBody held = new HeldRequestBody(body);
            return call(s3 -> operation.apply(s3, held)).onTermination().invoke(held::letGo);
        });
    }

    private <T> CompletableFuture<T> started(Function<S3AsyncClient, CompletableFuture<T>> operation) {
        try {
            return operation.apply(client);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
