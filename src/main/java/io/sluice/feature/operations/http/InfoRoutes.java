package io.sluice.feature.operations.http;

import io.sluice.edge.access.Action;
import io.sluice.edge.access.Resource;
import io.sluice.edge.routes.JsonAnswer;
import io.sluice.edge.routes.RouteTable;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.operations.Notice;
import io.sluice.feature.operations.ServiceInfo;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** {@code GET /api/v1/admin/info}: what an operator has to know; {@code GET /api/v1/admin/access}: who may use which route. */
@ApplicationScoped
public class InfoRoutes {
    private final ServiceInfo info;
    private final RouteTable table;

    InfoRoutes(ServiceInfo info, RouteTable table) {
        this.info = info;
        this.table = table;
    }

    void register(@Observes Routes routes) {
        routes.at("/api/v1/admin/info", "info")
                .onRead(Action.SERVICE_READ, _ -> Resource.SERVICE, JsonAnswer.by(this::info));
        routes.at("/api/v1/admin/access", "access")
                .onRead(Action.SERVICE_READ, _ -> Resource.SERVICE, JsonAnswer.by(this::access));
    }

    private Uni<JsonAnswer> info(RoutingContext ctx) {
        JsonObject json = new JsonObject()
                .put("version", info.version())
                .put("store", info.store())
                .put("access", info.access())
                .put("dangers", notices(info.dangers()))
                .put("buckets", notices(info.open().get()));
        return Uni.createFrom().item(JsonAnswer.of(200, json));
    }

    private static JsonArray notices(List<Notice> notices) {
        JsonArray array = new JsonArray();
        notices.forEach(
                notice -> array.add(new JsonObject().put("code", notice.code()).put("detail", notice.detail())));
        return array;
    }

    private Uni<JsonAnswer> access(RoutingContext ctx) {
        JsonArray items = new JsonArray();
        table.listed()
                .forEach(route -> items.add(new JsonObject()
                        .put("method", route.method().name())
                        .put("path", route.path())
                        .put("action", route.action().label())
                        .put("needs", route.action().need().label())
                        .put("change", route.action().change())));
        return Uni.createFrom().item(JsonAnswer.of(200, new JsonObject().put("items", items)));
    }
}
