package io.sluice.feature.buckets.http;

import io.sluice.edge.access.Access;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Principal;
import io.sluice.edge.access.Resource;
import io.sluice.edge.http.QueryText;
import io.sluice.edge.routes.Callers;
import io.sluice.edge.routes.JsonAnswer;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.buckets.BucketReconciler;
import io.sluice.feature.buckets.DeclaredBuckets;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code GET /api/v1/buckets} tells what is declared, {@code POST /api/v1/admin/buckets/reconcile} makes it so. */
@ApplicationScoped
public class BucketRoutes {
    private final DeclaredBuckets declared;
    private final BucketReconciler reconciler;
    private final Access access;

    BucketRoutes(DeclaredBuckets declared, BucketReconciler reconciler, Access access) {
        this.declared = declared;
        this.reconciler = reconciler;
        this.access = access;
    }

    void register(@Observes Routes routes) {
        routes.at("/api/v1/buckets", "buckets")
                .onRead(Action.BUCKET_READ, _ -> Resource.SERVICE, JsonAnswer.by(this::list));
        routes.at("/api/v1/admin/buckets/reconcile", "buckets-reconcile")
                .on(HttpMethod.POST, Action.BUCKET_DECLARE, _ -> Resource.SERVICE, JsonAnswer.by(this::reconcile));
    }

    private Uni<JsonAnswer> list(RoutingContext ctx) {
        Principal who = Callers.of(ctx);
        JsonArray items = new JsonArray();
        declared.all().stream()
                .filter(bucket -> access.sees(who, bucket.name()))
                .forEach(bucket -> items.add(BucketJson.of(bucket)));
        return Uni.createFrom().item(JsonAnswer.of(200, new JsonObject().put("items", items)));
    }

    private Uni<JsonAnswer> reconcile(RoutingContext ctx) {
        boolean dryRun = QueryText.of(ctx).flag("dry-run");
        return reconciler.reconcile(dryRun).map(done -> JsonAnswer.of(200, BucketJson.of(done)));
    }
}
