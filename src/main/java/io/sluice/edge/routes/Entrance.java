package io.sluice.edge.routes;

import io.sluice.edge.access.Access;
import io.sluice.edge.access.AccessConfig.Mode;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Identities;
import io.sluice.edge.access.Resource;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/**
 * Lets requests in: finds out who sends them, decides whether they may, and has noted what has to be. On the request's event loop; a
 * request whose sender is known at once passes in its own turn.
 */
record Entrance(Mode mode, Access access, Identities identities, Notes notes) {
    /**
     * What a request asks for.
     *
     * @param path with its variables in braces: what a refusal is about when nothing else can be told of it
     */
    record Asking(
            Action action, Function<RoutingContext, Resource> resource, Handler<RoutingContext> handler, String path) {}

    /** Hands the request on when its sender may; ends it otherwise. */
    void enter(RoutingContext ctx, Asking asking) {
        new Passage(this, ctx, asking).enter();
    }
}
