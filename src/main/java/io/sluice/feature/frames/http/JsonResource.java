package io.sluice.feature.frames.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.RequestContext;
import io.sluice.store.ETag;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A resource that is answered in JSON, on the request's lane.
 *
 * @param name of the route, in metrics
 * @param methods that it takes
 */
record JsonResource(String name, Map<HttpMethod, Method> methods) implements Handler<RoutingContext> {
    /** How a method is answered; fails or throws. */
    interface Method extends Function<RoutingContext, Uni<Answer>> {}

    /** An answer; the headers that it has for itself are set in the response before. */
    record Answer(
            int status, @Nullable JsonObject json, @Nullable ETag etag) {
        static Answer of(int status, JsonObject json) {
            return new Answer(status, json, null);
        }
    }

    @Override
    public void handle(RoutingContext ctx) {
        RequestContext.route(ctx, name);
        try {
            Method method = methods.get(ctx.request().method());
            if (method == null) {
                throw Fault.of(FaultCode.METHOD_NOT_ALLOWED, "This resource does not take the method.")
                        .withHeader("Allow", allowed());
            }
            method.apply(ctx)
                    .emitOn(RequestContext.lane(ctx))
                    .subscribe()
                    .with(answer -> send(ctx, answer), failure -> Answers.fail(ctx, failure));
        } catch (RuntimeException failure) {
            Answers.fail(ctx, failure);
        }
    }

    private String allowed() {
        return methods.keySet().stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    }

    private static void send(RoutingContext ctx, Answer answer) {
        HttpServerResponse response = ctx.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        if (answer.etag() != null) {
            response.putHeader(HttpHeaders.ETAG, answer.etag().quoted());
        }
        if (answer.json() == null) {
            var _ = response.end();
        } else {
            // Part of it changes with each frame, and the ETag does not.
            var _ = response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(answer.json().encode());
        }
    }
}
