package io.sluice.edge.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** Answers that are the same on every route. All run on the request's event loop. */
public final class Answers {
    private static final Logger LOG = Logger.getLogger(Answers.class);

    /** An unread body up to this many bytes is read and dropped, so that the connection can be used again. */
    private static final long DRAINED = 64 << 10;

    /** How long an unread body is dropped before the connection is closed: a client must get to read the answer. */
    private static final long LINGER_MILLIS = 2000;

    private Answers() {}

    /**
     * Ends the request with a failure. Before the head is written that is a problem document; after it the only honest end
     * is to break the connection.
     */
    public static void fail(RoutingContext ctx, Throwable failure) {
        Fault fault = Fault.from(failure);
        HttpServerResponse response = ctx.response();
        log(ctx, fault);
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        problem(ctx, fault);
    }

    private static void problem(RoutingContext ctx, Fault fault) {
        HttpServerResponse response = ctx.response().setStatusCode(fault.code().status());
        fault.headers().forEach(response::putHeader);
        if (fault.retryable()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER);
        }
        leaveBody(ctx);
        if (fault.code() == FaultCode.NOT_MODIFIED) {
            response.end();
            return;
        }
        String json = new Problem(fault, RequestContext.id(ctx)).json();
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE).end(json);
    }

    /** Deals with a request body that nobody will read: a paused one would hold the connection for ever. */
    private static void leaveBody(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (request.isEnded()) {
            return;
        }
        request.handler(_ -> {});
        request.exceptionHandler(_ -> {});
        boolean small = Headers.contentLength(request) >= 0 && Headers.contentLength(request) <= DRAINED;
        boolean http1 = request.version() != HttpVersion.HTTP_2;
        if (http1 && !small) {
            ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            long linger = ctx.vertx()
                    .setTimer(LINGER_MILLIS, _ -> request.connection().close());
            request.endHandler(_ -> ctx.vertx().cancelTimer(linger));
        }
        request.resume();
    }

    private static void log(RoutingContext ctx, Fault fault) {
        if (fault.code() == FaultCode.INTERNAL_ERROR) {
            LOG.errorf(
                    fault.getCause(), "request failed: path=%s", ctx.request().path());
        } else if (fault.code().status() >= 500) {
            LOG.warnf(
                    "request failed: code=%s detail=%s cause=%s",
                    fault.code().wire(), fault.detail(), String.valueOf(fault.getCause()));
        } else {
            LOG.debugf("request refused: code=%s detail=%s", fault.code().wire(), fault.detail());
        }
    }
}
