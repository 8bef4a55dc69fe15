package io.sluice.store.s3;

import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Body;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/** A body that passes through once, with its checksum taken on the way. */
final class StreamedRequestBody implements AsyncRequestBody {
    private final Body.Streamed body;
    private final CRC32C crc = new CRC32C();
    private final AtomicBoolean subscribed = new AtomicBoolean();

    StreamedRequestBody(Body.Streamed body) {
        this.body = body;
    }

    /** The checksum of what has passed; final once the call has succeeded. */
    Crc32c crc32c() {
        return Crc32c.of(crc);
    }

    @Override
    public Optional<Long> contentLength() {
        return Optional.of(body.length());
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        if (subscribed.getAndSet(true)) {
            subscriber.onSubscribe(new Ended());
            subscriber.onError(
                    Fault.of(FaultCode.STORE_UNAVAILABLE, "The bytes have passed and cannot be sent again."));
            return;
        }
        FlowAdapters.toPublisher(body.bytes()).subscribe(new Summing(subscriber));
    }

    private final class Summing implements Subscriber<ByteBuffer> {
        private final Subscriber<? super ByteBuffer> downstream;

        Summing(Subscriber<? super ByteBuffer> downstream) {
            this.downstream = downstream;
        }

        @Override
        public void onSubscribe(Subscription upstream) {
            downstream.onSubscribe(upstream);
        }

        @Override
        public void onNext(ByteBuffer chunk) {
            crc.update(chunk.duplicate());
            downstream.onNext(chunk);
        }

        @Override
        public void onError(Throwable failure) {
            downstream.onError(failure);
        }

        @Override
        public void onComplete() {
            downstream.onComplete();
        }
    }

    private record Ended() implements Subscription {
        @Override
        public void request(long items) {
            // Nothing will come.
        }

        @Override
        public void cancel() {
            // Nothing to stop.
        }
    }
}
