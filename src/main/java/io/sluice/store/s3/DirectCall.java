package io.sluice.store.s3;

import io.sluice.base.bytes.Batch;
import io.sluice.base.bytes.Slabs;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * One request and its answer, whole in memory. Its answer is complete once all bytes are here that its head declared; one that
 * is longer than allowed, or that ends early, is a failure. Confined to the event loop it was sent on, once it is.
 */
final class DirectCall {
    /** Bytes that are written at once: a client's whole part would be copied to direct memory in one piece. */
    private static final int SLICE = 64 << 10;

    private static final int LONGEST_ERROR = 64 << 10;

    private final CompletableFuture<Answer> result = new CompletableFuture<>();
    private final long maxBytes;
    private final Slabs slabs;
    private long received;
    private volatile @Nullable HttpClientRequest request;

    /** A status, its headers, and all bytes of the body; {@code read} is that of a {@link Batch}. */
    record Answer(HttpClientResponse head, List<ByteBuffer> chunks, Runnable read) {}

    /** What a call needs beside its request. */
    record Line(Vertx vertx, HttpClient client, long callMillis) {}

    /** @param maxBytes of the body of a good answer; one of an error is short anyway */
    DirectCall(long maxBytes, Slabs slabs) {
        this.maxBytes = maxBytes;
        this.slabs = slabs;
    }

    CompletableFuture<Answer> answer() {
        return result;
    }

    /** Ends the call, on any thread; the connection it uses is closed. */
    void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }

    void send(Line line, RequestOptions options, List<ByteBuffer> body) {
        long timer =
                line.vertx().setTimer(line.callMillis(), _ -> fail(ApiCallTimeoutException.create(line.callMillis())));
        var _ = result.whenComplete((_, failure) -> {
            line.vertx().cancelTimer(timer);
            HttpClientRequest opened = request;
            if (failure != null && opened != null) {
                opened.reset();
            }
        });
        line.client().request(options).onSuccess(opened -> write(opened, body)).onFailure(this::unconnected);
    }

    private void unconnected(Throwable failure) {
        result.completeExceptionally(failure instanceof TimeoutException ? new NoConnection(failure) : broken(failure));
    }

    private void write(HttpClientRequest opened, List<ByteBuffer> body) {
        request = opened;
        if (result.isDone()) {
            opened.reset();
            return;
        }
        opened.response().onSuccess(this::answered).onFailure(failure -> result.completeExceptionally(broken(failure)));
        opened.exceptionHandler(failure -> result.completeExceptionally(broken(failure)));
        if (body.isEmpty()) {
            opened.end();
        } else {
            new Slices(body).writeTo(opened);
        }
    }

    private void answered(HttpClientResponse head) {
        String declared = head.getHeader("content-length");
        long length = declared == null ? 0 : Long.parseLong(declared);
        boolean good = head.statusCode() < 300;
        long most = good ? maxBytes : LONGEST_ERROR;
        if (length > most) {
            fail(tooMuch());
            return;
        }
        head.exceptionHandler(failure -> result.completeExceptionally(broken(failure)));
        Received bytes = length > Slabs.SIZE ? new Received.InSlabs(slabs) : new Received.Chunks();
        head.handler(buffer -> {
            received += buffer.length();
            if (received > most) {
                fail(tooMuch());
            } else if (!result.isDone()) {
                bytes.add(Buffers.view(buffer));
            }
        });
        head.endHandler(_ -> {
            if (declared == null || received == length) {
                result.complete(bytes.with(head));
            } else {
                result.completeExceptionally(new IOException("the store sent " + received + " bytes of " + length));
            }
        });
    }

    private static IOException tooMuch() {
        return new IOException("the store sent more than was asked for");
    }

    private static IOException broken(Throwable failure) {
        return failure instanceof IOException io ? io : new IOException(failure.getMessage(), failure);
    }

    /** No connection became free, or could be made, in time. */
    static final class NoConnection extends IOException {
        private static final long serialVersionUID = 1;

        NoConnection(Throwable cause) {
            super("no connection in time", cause);
        }
    }

    /** Writes a body as fast as the connection takes it, out of the chunks that hold it. */
    private static final class Slices {
        private final List<ByteBuffer> body;
        private int chunk;
        private int offset;

        Slices(List<ByteBuffer> body) {
            this.body = body;
        }

        void writeTo(HttpClientRequest request) {
            request.drainHandler(_ -> more(request));
            more(request);
        }

        private void more(HttpClientRequest request) {
            while (chunk < body.size() && !request.writeQueueFull()) {
                Buffer next = next();
                if (chunk == body.size()) {
                    var _ = request.end(next);
                } else {
                    var _ = request.write(next);
                }
            }
        }

        private Buffer next() {
            ByteBuffer from = body.get(chunk);
            int length = Math.min(SLICE, from.remaining() - offset);
            Buffer slice = Buffers.of(from.slice(from.position() + offset, length));
            offset += length;
            if (offset == from.remaining()) {
                chunk++;
                offset = 0;
            }
            return slice;
        }
    }
}
