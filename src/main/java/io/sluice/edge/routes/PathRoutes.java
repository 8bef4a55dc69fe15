package io.sluice.edge.routes;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Resource;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.RequestContext;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods of one path. What it does not take is answered 405 with what it does (RFC 9110, section 15.5.6). */
public final class PathRoutes implements Handler<RoutingContext> {
    private final String path;
    private final Entrance entrance;
    private final Map<HttpMethod, Entry> methods = new HashMap<>();
    private Predicate<RoutingContext> condition = _ -> true;
    private String name = "";

    private record Entry(String name, Entrance.Asking asking) {}

    PathRoutes(String path, Entrance entrance) {
        this.path = path;
        this.entrance = entrance;
    }

    PathRoutes named(String other) {
        name = other;
        return this;
    }

    /** What is not so is none of this path's. */
    public PathRoutes when(Predicate<RoutingContext> holds) {
        condition = holds;
        return this;
    }

    /**
     * Adds a method.
     *
     * @param resource what a request is about; it reads of the request what the handler reads, in the same way, or somebody may ask
     *     for one thing and get another. Throws what is wrong with it
     */
    public PathRoutes on(
            HttpMethod method,
            Action action,
            Function<RoutingContext, Resource> resource,
            Handler<RoutingContext> handler) {
        Entry before = methods.put(method, new Entry(name, new Entrance.Asking(action, resource, handler, shown())));
        if (before != null) {
            throw new IllegalStateException(method + " " + path + " is there already");
        }
        return this;
    }

    /** Adds GET and HEAD, which the handler tells apart where it has to. */
    public PathRoutes onRead(
            Action action, Function<RoutingContext, Resource> resource, Handler<RoutingContext> handler) {
        return on(HttpMethod.GET, action, resource, handler).on(HttpMethod.HEAD, action, resource, handler);
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (!condition.test(ctx)) {
            ctx.next();
            return;
        }
        Entry entry = methods.get(ctx.request().method());
        RequestContext.route(ctx, entry == null ? name : entry.name());
        if (entry == null) {
            Answers.fail(ctx, notAllowed());
        } else {
            entrance.enter(ctx, entry.asking());
        }
    }

    private Fault notAllowed() {
        String allowed =
                methods.keySet().stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        return Fault.of(FaultCode.METHOD_NOT_ALLOWED, "This resource takes " + allowed + ".")
                .withHeader("Allow", allowed);
    }

    /** The path with its variables in braces. */
    private String shown() {
        return path.replaceAll(":(\\w+)", "{$1}").replace("/*", "/{key}").replace("*", "");
    }

    Stream<Routes.Listed> listed() {
        String shown = shown();
        return methods.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(HttpMethod::name)))
                .map(entry -> new Routes.Listed(
                        entry.getKey(), shown, entry.getValue().asking().action()));
    }
}
