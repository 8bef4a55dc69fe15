package io.sluice.feature.objects.http;

import io.sluice.edge.access.Access;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Resource;
import io.sluice.edge.routes.Callers;
import io.sluice.edge.routes.JsonAnswer;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.objects.ListingQuery;
import io.sluice.feature.objects.ObjectListing;
import io.sluice.store.objects.Visibility;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code GET /api/v1/buckets/{bucket}/objects}. */
@ApplicationScoped
public class ListingRoutes {
    private final ObjectListing listing;
    private final Access access;
    private final CursorSeal seal;

    ListingRoutes(ObjectListing listing, Access access, CursorSeal seal) {
        this.listing = listing;
        this.access = access;
        this.seal = seal;
    }

    void register(@Observes Routes routes) {
        routes.at("/api/v1/buckets/:bucket/objects", "listing")
                .onRead(Action.OBJECT_LIST, ListingRequest::about, JsonAnswer.by(this::list));
    }

    private Uni<JsonAnswer> list(RoutingContext ctx) {
        Resource.OfPrefix about = Callers.about(ctx, Resource.OfPrefix.class);
        Visibility whose = access.visibility(Callers.of(ctx), about);
        return seal.cursors(about.bucket(), whose).chain(cursors -> {
            ListingQuery query = ListingRequest.of(ctx).parse(about, whose, cursors);
            return listing.list(query).map(page -> JsonAnswer.of(200, ListingJson.of(query, page, cursors)));
        });
    }
}
