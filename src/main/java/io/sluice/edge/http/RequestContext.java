package io.sluice.edge.http;

import io.sluice.base.fault.Fault;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What Sluice notes of a request while it is served. */
public final class RequestContext {
    static final String ID = "sluice.request.id";
    static final String ROUTE = "sluice.route";

    private static final String END = "sluice.end";
    private static final String FAILURES = "sluice.failures";
    private static final String LINKS = "/l/";

    private RequestContext() {}

    /** The id that is in the answer and in every log line; null before the first filter has run. */
    public static @Nullable String id(RoutingContext ctx) {
        return ctx.get(ID);
    }

    /** The path as it came over the wire, percent-encoded. */
    public static String path(RoutingContext ctx) {
        return Objects.requireNonNullElse(ctx.request().path(), "");
    }

    /** The path as it may be kept: what follows {@code /l/} is a link, and whoever reads it has it. */
    static String shownPath(RoutingContext ctx) {
        return ctx.normalizedPath().startsWith(LINKS) ? LINKS : path(ctx);
    }

    /** Names the route for metrics; a fixed name, never the path. */
    public static void route(RoutingContext ctx, String name) {
        ctx.put(ROUTE, name);
    }

    /** Who hears of what a request fails with, before the client does. */
    public interface FailureListener {
        void failed(Fault fault);
    }

    /** Has one hear of what the request fails with. */
    public static void onFailure(RoutingContext ctx, FailureListener listener) {
        ctx.put(FAILURES, listener);
    }

    /** Who hears of what the request fails with; null when nobody does. */
    public static @Nullable FailureListener failureListener(RoutingContext ctx) {
        return ctx.get(FAILURES);
    }

    /** Tells who wants to hear of it that the request has failed. */
    static void failed(RoutingContext ctx, Fault fault) {
        FailureListener listener = failureListener(ctx);
        if (listener != null) {
            listener.failed(fault);
        }
    }

    /**
     * Tells when the request is over.
     *
     * @param listener gets the status; 499 when the client went away first
     */
    public static void onEnd(RoutingContext ctx, IntConsumer listener) {
        RequestEnd end = ctx.get(END);
        if (end == null) {
            end = new RequestEnd(ctx);
            ctx.put(END, end);
            ctx.addEndHandler(end);
        }
        end.tell(listener);
    }

    /** Says that the request is over, where nothing else tells of it. */
    public static void over(RoutingContext ctx, int status) {
        RequestEnd end = ctx.get(END);
        if (end != null) {
            end.over(status);
        }
    }

    /** Runs tasks one after another on the event loop of this request, never one within another. */
    public static Executor lane(RoutingContext ctx) {
        Context context = ctx.vertx().getOrCreateContext();
        return task -> context.runOnContext(_ -> task.run());
    }
}
