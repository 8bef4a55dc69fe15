package io.sluice.feature.keys.http;

import io.sluice.edge.access.Action;
import io.sluice.edge.access.GrantJson;
import io.sluice.edge.access.Principal;
import io.sluice.edge.access.Resource;
import io.sluice.edge.routes.Callers;
import io.sluice.edge.routes.JsonAnswer;
import io.sluice.edge.routes.Routes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code GET /api/v1/whoami}: who the credentials are of, and what they are for. */
@ApplicationScoped
public class SelfRoutes {
    void register(@Observes Routes routes) {
        routes.at("/api/v1/whoami", "whoami")
                .onRead(Action.SELF_READ, _ -> Resource.SERVICE, JsonAnswer.by(SelfRoutes::self));
    }

    private static Uni<JsonAnswer> self(RoutingContext ctx) {
        Principal who = Callers.of(ctx);
        JsonObject json = new JsonObject()
                .put("subject", who.subject())
                .put("kind", who.kind().label())
                .put("grants", GrantJson.of(who.grants()));
        return Uni.createFrom().item(JsonAnswer.of(200, json));
    }
}
