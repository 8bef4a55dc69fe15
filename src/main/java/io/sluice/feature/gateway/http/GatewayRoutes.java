package io.sluice.feature.gateway.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Resource;
import io.sluice.edge.gateway.CorsHeaders;
import io.sluice.edge.gateway.PublicBucket;
import io.sluice.edge.gateway.PublicBuckets;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.objects.ObjectPath;
import io.sluice.edge.objects.ObjectReading;
import io.sluice.edge.routes.Callers;
import io.sluice.edge.routes.Routes;
import io.sluice.store.ObjectRef;
import io.sluice.store.objects.Visibility;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * {@code GET HEAD OPTIONS /storage/{bucket}/{key…}}: what is declared public, to everybody. All else is not there: whether there is
 * such an object is nobody's business.
 */
@ApplicationScoped
public class GatewayRoutes {
    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");

    private final ObjectReading reading;
    private final PublicBuckets buckets;

    GatewayRoutes(ObjectReading reading, PublicBuckets buckets) {
        this.reading = reading;
        this.buckets = buckets;
    }

    void register(@Observes Routes routes) {
        routes.at("/storage/:bucket/*", "storage")
                .when(ctx -> ObjectPath.STORAGE.namesObject(RequestContext.path(ctx)))
                .onRead(Action.PUBLIC_READ, GatewayRoutes::about, this::read)
                .on(HttpMethod.OPTIONS, Action.PUBLIC_READ, GatewayRoutes::about, this::options);
    }

    private static Resource.OfObject about(RoutingContext ctx) {
        return new Resource.OfObject(ObjectPath.STORAGE.parse(RequestContext.path(ctx)));
    }

    /** The bucket, if it shows the object. */
    private PublicBucket bucket(ObjectRef object) {
        PublicBucket bucket = buckets.of(object.bucket());
        if (!bucket.shows(object.key().value())) {
            throw Fault.of(FaultCode.OBJECT_NOT_FOUND, "There is no such public object.");
        }
        return bucket;
    }

    private void read(RoutingContext ctx) {
        ObjectRef object = Callers.about(ctx, Resource.OfObject.class).object();
        PublicBucket bucket = bucket(object);
        CorsHeaders.write(bucket.cors(), ctx.request());
        GatewayHead head = new GatewayHead(bucket, object.key());
        reading.answer(ctx, new ObjectReading.Asked(object, Visibility.ALL, head, false));
    }

    private void options(RoutingContext ctx) {
        ObjectRef object = Callers.about(ctx, Resource.OfObject.class).object();
        CorsHeaders.answer(bucket(object).cors(), METHODS, ctx.request());
    }
}
