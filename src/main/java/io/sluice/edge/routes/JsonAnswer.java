package io.sluice.edge.routes;

import io.sluice.edge.http.Answers;
import io.sluice.edge.http.RequestContext;
import io.sluice.store.ETag;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer in JSON; the headers that it has for itself are set in the response before.
 *
 * @param json null for none
 * @param etag null for none
 */
public record JsonAnswer(
        int status, @Nullable JsonObject json, @Nullable ETag etag) {
    public static final JsonAnswer NO_CONTENT = new JsonAnswer(204, null, null);

    public static JsonAnswer of(int status, JsonObject json) {
        return new JsonAnswer(status, json, null);
    }

    /** A handler that answers so, on the request's lane. What {@code method} throws or fails with is the answer, too. */
    public static Handler<RoutingContext> by(Function<RoutingContext, Uni<JsonAnswer>> method) {
        return ctx -> method.apply(ctx)
                .emitOn(RequestContext.lane(ctx))
                .subscribe()
                .with(answer -> answer.send(ctx), failure -> Answers.fail(ctx, failure));
    }

    private void send(RoutingContext ctx) {
        HttpServerResponse response = ctx.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(status);
        if (etag != null) {
            response.putHeader(HttpHeaders.ETAG, etag.quoted());
        }
        if (json == null) {
            var _ = response.end();
        } else {
            // It tells how things stand now, and the ETag, if there is one, not of all of it.
            var _ = response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(json.encode());
        }
    }
}
