package io.sluice.edge.http;

import io.sluice.base.fault.FaultCode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells once that a request is over, and with which status: when its answer has ended, when its client has gone, and when whoever
 * answers says so, as nothing else tells of an answer that was broken off or of a connection that has become something else.
 */
final class RequestEnd implements Handler<AsyncResult<Void>> {
    private final RoutingContext ctx;
    private @Nullable IntConsumer listener;
    private boolean over;

    RequestEnd(RoutingContext ctx) {
        this.ctx = ctx;
    }

    /** Tells another one, before those that are there. */
    void tell(IntConsumer next) {
        IntConsumer before = listener;
        listener = before == null ? next : next.andThen(before);
    }

    @Override
    public void handle(AsyncResult<Void> ended) {
        over(ended.succeeded() ? ctx.response().getStatusCode() : FaultCode.CLIENT_GONE.status());
    }

    void over(int status) {
        if (!over && listener != null) {
            over = true;
            listener.accept(status);
        }
    }
}
