package io.sluice.edge.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as a publisher of its chunks, for one subscriber, on the request's event loop. Reads from the socket
 * only what is asked for. Fails with {@code body-too-large} past the limit, {@code client-gone} when the connection breaks and
 * {@code client-stalled} when nothing comes for too long.
 *
 * <p>Quarkus hands over a paused request that starts to flow with its first handler, unless it is paused by name before. Vert.x
 * tells the end only to one who asks for more, so it is asked for when no byte is left to come.
 */
final class RequestBody implements Flow.Publisher<ByteBuffer> {
    private final HttpServerRequest request;
    private final long maxBytes;
    private final long length;
    private final BodyFlows flows;
    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private @Nullable StallTimer stall;
    private long received;
    private boolean ended;

    RequestBody(HttpServerRequest request, long maxBytes, BodyFlows flows) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.length = Headers.contentLength(request);
        this.flows = flows;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> taker) {
        subscriber = taker;
        stall = flows.stall(
                () -> fail(Fault.of(FaultCode.CLIENT_STALLED, "Nothing came for " + flows.limitSeconds() + " s.")));
        request.pause();
        request.handler(this::received);
        request.endHandler(_ -> complete());
        request.exceptionHandler(gone -> fail(Fault.of(FaultCode.CLIENT_GONE, "The connection broke.", gone)));
        taker.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long chunks) {
                if (!ended && !request.isEnded()) {
                    moved(true);
                    request.fetch(chunks);
                }
            }

            @Override
            public void cancel() {
                stop();
            }
        });
        if (request.isEnded()) {
            complete();
        } else {
            askForEnd();
        }
    }

    private void askForEnd() {
        if (!ended && received == length) {
            request.fetch(1);
        }
    }

    private void received(Buffer buffer) {
        received += buffer.length();
        if (ended || subscriber == null) {
            return;
        }
        if (received > maxBytes) {
            fail(Fault.of(FaultCode.BODY_TOO_LARGE, "The body has more than " + maxBytes + " bytes."));
            return;
        }
        moved(false);
        subscriber.onNext(Chunks.copy(buffer));
        askForEnd();
    }

    private void complete() {
        if (!ended && subscriber != null) {
            stop();
            subscriber.onComplete();
        }
    }

    private void fail(Fault fault) {
        if (!ended && subscriber != null) {
            stop();
            subscriber.onError(fault);
        }
    }

    private void stop() {
        ended = true;
        if (stall != null) {
            stall.stop();
        }
    }

    private void moved(boolean more) {
        if (stall != null) {
            stall.moved(more);
        }
    }
}
