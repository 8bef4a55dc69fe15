package io.sluice.store.s3;

import io.sluice.store.Body;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * Bytes in memory as a request body that can be sent again. The SDK keeps the body of a request on the idle connection until
 * the next request there, so the bytes have to be let go of when the call has ended. Thread-safe.
 */
final class HeldRequestBody implements AsyncRequestBody {
    private final long length;
    private volatile List<ByteBuffer> chunks;

    HeldRequestBody(Body.Held body) {
        this.length = body.length();
        this.chunks = body.chunks();
    }

    @Override
    public Optional<Long> contentLength() {
        return Optional.of(length);
    }

    /** The SDK reads through views of the chunks. */
    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        ByteBuffer[] views = chunks.stream().map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new);
        AsyncRequestBody.fromRemainingByteBuffersUnsafe(views).subscribe(subscriber);
    }

    /** The call has ended: nothing will be sent any more. */
    void letGo() {
        chunks = List.of();
    }
}
