package io.sluice.edge.http;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body that may be held as a whole. Asks for one chunk after another, so that one that does not come is missed. */
final class WholeBody implements Flow.Subscriber<ByteBuffer> {
    private final Buffer collected = Buffer.buffer();
    private final CompletableFuture<Buffer> bytes = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    /** Completes with the body, or fails as it does. */
    CompletionStage<Buffer> bytes() {
        return bytes;
    }

    @Override
    public void onSubscribe(Flow.Subscription body) {
        subscription = body;
        body.request(1);
    }

    @Override
    public void onNext(ByteBuffer chunk) {
        collected.appendBuffer(Chunks.buffer(chunk));
        if (subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        bytes.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        bytes.complete(collected);
    }
}
