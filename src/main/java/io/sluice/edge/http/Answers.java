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

    /** No length of so many digits is small. */
    private static final int DIGITS = 10;

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
        RequestContext.failed(ctx, fault);
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            RequestContext.over(ctx, fault.code().status());
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
        boolean last = endsConnection(ctx.request(), fault);
        if (last) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        write(ctx, fault);
        leaveBody(ctx, last);
    }

    private static void write(RoutingContext ctx, Fault fault) {
        HttpServerResponse response = ctx.response();
        if (fault.code() == FaultCode.NOT_MODIFIED) {
            var _ = response.end();
            return;
        }
        String json = new Problem(fault, RequestContext.id(ctx)).json();
        var _ = response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json);
    }

    /**
     * Whether the connection is of no use after this answer: too much of the body is to come, or nobody knows whether it
     * comes at all.
     */
    private static boolean endsConnection(HttpServerRequest request, Fault fault) {
        if (request.isEnded() || request.version() == HttpVersion.HTTP_2) {
            return false;
        }
        boolean certain = request.getHeader(HttpHeaders.EXPECT) == null && fault.code() != FaultCode.CLIENT_STALLED;
        return !certain || !hasSmallBody(request);
    }

    private static boolean hasSmallBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
                : length.length() < DIGITS && Long.parseLong(length) <= DRAINED;
    }

    /**
     * Ends the connection after an answer that came before the end of the body; the client gets to read it first. Nothing
     * happens when all of the body has come.
     */
    public static void leaveBody(RoutingContext ctx) {
        if (ctx.request().isEnded()) {
            return;
        }
        if (ctx.request().version() == HttpVersion.HTTP_2) {
            ctx.response().reset(0);
        } else {
            leaveBody(ctx, true);
        }
    }

    /**
     * What is left of a body when the answer has ended: it is dropped if it is small, else the connection ends. A request that has
     * announced no body costs nothing here.
     */
    static void leaveRest(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (request.isEnded() || !ctx.response().ended() || !hasBody(request)) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            ctx.response().reset(0);
        } else {
            leaveBody(ctx, !hasSmallBody(request));
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null : !"0".equals(length);
    }

    /** Reads and drops a body that nobody wants: a paused one would hold the connection for ever. */
    private static void leaveBody(RoutingContext ctx, boolean close) {
        HttpServerRequest request = ctx.request();
        if (request.isEnded()) {
            return;
        }
        request.handler(_ -> {});
        request.exceptionHandler(_ -> {});
        if (close) {
            long linger = ctx.vertx()
                    .setTimer(LINGER_MILLIS, _ -> request.connection().close());
            request.endHandler(_ -> {
                ctx.vertx().cancelTimer(linger);
                request.connection().close();
            });
        }
        request.resume();
    }

    static void log(RoutingContext ctx, Fault fault) {
        if (fault.code() == FaultCode.INTERNAL_ERROR) {
            LOG.errorf(
                    fault.getCause(),
                    "The request failed: code=%s path=%s",
                    fault.code().wire(),
                    RequestContext.shownPath(ctx));
        } else if (fault.code().status() >= 500) {
            LOG.warnf(
                    "The request failed: code=%s detail=%s cause=%s",
                    fault.code().wire(), fault.detail(), String.valueOf(fault.getCause()));
        } else {
            LOG.debugf("The request is refused: code=%s detail=%s", fault.code().wire(), fault.detail());
        }
    }
}
