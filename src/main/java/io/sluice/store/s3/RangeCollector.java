package io.sluice.store.s3;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Takes a bounded response body into memory, in the chunks it arrives in, and counts it: a body that ends early or runs on
 * is a failure, whatever the terminal signal says. Confined to the connection's event loop.
 */
final class RangeCollector implements AsyncResponseTransformer<GetObjectResponse, RangeCollector.Collected> {
    private final long maxBytes;
    private CompletableFuture<Collected> result = new CompletableFuture<>();
    private @Nullable GetObjectResponse response;

    /**
     * What was collected. The SDK keeps it on the idle connection until the next request there, so its chunks have to be taken
     * out of it.
     */
    static final class Collected {
        private final GetObjectResponse response;
        private @Nullable List<ByteBuffer> chunks;

        Collected(GetObjectResponse response, List<ByteBuffer> chunks) {
            this.response = response;
            this.chunks = chunks;
        }

        GetObjectResponse response() {
            return response;
        }

        /** The chunks, once. */
        List<ByteBuffer> take() {
            List<ByteBuffer> taken = Objects.requireNonNull(chunks, "the chunks were taken before");
            chunks = null;
            return taken;
        }
    }

    RangeCollector(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletableFuture<Collected> prepare() {
        result = new CompletableFuture<>();
        return result;
    }

    @Override
    public void onResponse(GetObjectResponse answered) {
        response = answered;
    }

    @Override
    public void onStream(SdkPublisher<ByteBuffer> bytes) {
        GetObjectResponse head = response;
        if (head == null) {
            throw new IllegalStateException("a body came before its head");
        }
        bytes.subscribe(new Collecting(head));
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
        result.completeExceptionally(failure);
    }

    private final class Collecting implements Subscriber<ByteBuffer> {
        private final GetObjectResponse head;
        private List<ByteBuffer> chunks = new ArrayList<>();
        private long received;
        private @Nullable Subscription subscription;

        Collecting(GetObjectResponse head) {
            this.head = head;
        }

        @Override
        public void onSubscribe(Subscription upstream) {
            subscription = upstream;
            if (head.contentLength() > maxBytes) {
                upstream.cancel();
                result.completeExceptionally(
                        Fault.of(FaultCode.STORE_ERROR, "The store sent more than the range that was asked for."));
                return;
            }
            upstream.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer chunk) {
            received += chunk.remaining();
            if (received > head.contentLength() && subscription != null) {
                subscription.cancel();
                result.completeExceptionally(wrongLength());
                return;
            }
            chunks.add(chunk);
        }

        @Override
        public void onError(Throwable failure) {
            result.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            if (received == head.contentLength()) {
                Collected collected = new Collected(head, chunks);
                chunks = List.of();
                result.complete(collected);
            } else {
                result.completeExceptionally(wrongLength());
            }
        }

        private Fault wrongLength() {
            return Fault.of(
                    FaultCode.STORE_ERROR, "The store sent " + received + " bytes of " + head.contentLength() + ".");
        }
    }
}
