package io.sluice.edge.http;

import io.sluice.base.bytes.Batch;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches of bytes as the body of an answer whose head is set, as fast as the client takes them, on the request's
 * event loop. A failure, and a client that takes nothing for too long, break the connection: the body never just ends.
 */
final class ResponseBody implements Flow.Subscriber<Batch> {
    /** Bytes that may wait in the socket's queue; they are on top of what the byte budget counts. */
    private static final int QUEUE = 64 << 10;

    private final RoutingContext ctx;
    private final HttpServerResponse response;
    private final BodyFlows flows;
    private Flow.@Nullable Subscription source;
    private @Nullable StallTimer stall;
    private boolean asked;
    private boolean ended;

    ResponseBody(RoutingContext ctx, BodyFlows flows) {
        this.ctx = ctx;
        this.response = ctx.response();
        this.flows = flows;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        stall = flows.stall(
                () -> abandon(Fault.of(FaultCode.CLIENT_STALLED, "Nothing went for " + flows.limitSeconds() + " s.")));
        response.setWriteQueueMaxSize(QUEUE);
        response.closeHandler(_ -> stop());
        response.drainHandler(_ -> more());
        if (response.closed()) {
            stop();
        } else {
            more();
        }
    }

    @Override
    public void onNext(Batch batch) {
        asked = false;
        if (ended) {
            return;
        }
        var written = response.write(Chunks.join(batch.chunks()));
        if (!batch.read().equals(Batch.NOTHING)) {
            written.onSuccess(_ -> batch.read().run());
        }
        more();
        if (!asked) {
            moved(true);
        }
    }

    @Override
    public void onError(Throwable failure) {
        abandon(failure);
    }

    @Override
    public void onComplete() {
        if (!ended) {
            finish();
            var _ = response.end();
        }
    }

    /**
     * Asks for one batch at a time. A write that fills the queue and empties it at once calls the drain handler as well: asking
     * for each would, batch by batch, let more into the queue than it may hold.
     */
    private void more() {
        if (!ended && !asked && source != null && !response.writeQueueFull()) {
            asked = true;
            moved(false);
            source.request(1);
        }
    }

    private void abandon(Throwable failure) {
        if (!ended) {
            stop();
            Answers.fail(ctx, failure);
        }
    }

    private void stop() {
        if (!ended) {
            finish();
            if (source != null) {
                source.cancel();
            }
        }
    }

    private void finish() {
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
