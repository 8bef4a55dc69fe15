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
 * <p>Quarkus hands over a paused request that starts to flow with its first handler, unless it was paused by name before
 * ({@link BodyFlows#hold}).
 */
final class RequestBody implements Flow.Publisher<ByteBuffer> {
    private final HttpServerRequest request;
    private final long declared;
    private final long maxBytes;
    private final BodyFlows flows;
    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private @Nullable StallTimer stall;
    private long received;
    private boolean ended;

    RequestBody(HttpServerRequest request, long maxBytes, BodyFlows flows) {
        this.request = request;
        this.declared = Headers.contentLength(request);
        this.maxBytes = maxBytes;
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
        if (request.isEnded() || declared == 0) {
            complete();
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
        subscriber.onNext(Chunks.view(buffer));
        if (received == declared) {
            complete();
        }
    }

    /** Vert.x tells the end only to those who ask for more; a body of known length is over before that. */
    private void complete() {
        if (!ended && subscriber != null) {
            stop();
            request.resume();
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
