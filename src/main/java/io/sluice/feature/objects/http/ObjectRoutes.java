package io.sluice.feature.objects.http;

import io.sluice.edge.access.Access;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Resource;
import io.sluice.edge.conditions.Conditions;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.objects.ObjectHeaders;
import io.sluice.edge.objects.ObjectIntake;
import io.sluice.edge.objects.ObjectPath;
import io.sluice.edge.objects.ObjectReading;
import io.sluice.edge.routes.Callers;
import io.sluice.edge.routes.JsonAnswer;
import io.sluice.edge.routes.Routes;
import io.sluice.store.ObjectRef;
import io.sluice.store.objects.StoredObjects;
import io.sluice.store.objects.Visibility;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * {@code PUT GET HEAD DELETE /api/v1/buckets/{bucket}/objects/{key…}}. Bodies are streamed both ways. Everything runs on the
 * request's event loop.
 */
@ApplicationScoped
public class ObjectRoutes {
    private final StoredObjects objects;
    private final ObjectReading reading;
    private final ObjectIntake intake;
    private final Access access;
    private final ObjectsConfig config;

    ObjectRoutes(
            StoredObjects objects, ObjectReading reading, ObjectIntake intake, Access access, ObjectsConfig config) {
        this.objects = objects;
        this.reading = reading;
        this.intake = intake;
        this.access = access;
        this.config = config;
    }

    void register(@Observes Routes routes) {
        routes.at("/api/v1/buckets/:bucket/objects/*", "object")
                .when(ctx -> ObjectPath.API.namesObject(RequestContext.path(ctx)))
                .onRead(Action.OBJECT_READ, ObjectRoutes::about, this::read)
                .on(HttpMethod.PUT, Action.OBJECT_WRITE, ObjectRoutes::about, this::put)
                .on(HttpMethod.DELETE, Action.OBJECT_DELETE, ObjectRoutes::about, JsonAnswer.by(this::delete));
    }

    private static Resource.OfObject about(RoutingContext ctx) {
        return new Resource.OfObject(ObjectPath.API.parse(RequestContext.path(ctx)));
    }

    private static ObjectRef object(RoutingContext ctx) {
        return Callers.about(ctx, Resource.OfObject.class).object();
    }

    private Visibility whose(RoutingContext ctx) {
        return access.visibility(Callers.of(ctx), Callers.about(ctx, Resource.OfObject.class));
    }

    private void put(RoutingContext ctx) {
        ObjectRef object = object(ctx);
        long maxBytes = config.maxSize().asLongValue();
        String owner = Callers.of(ctx).owner();
        intake.take(ctx, new ObjectIntake.Allowed(object, whose(ctx), owner, maxBytes))
                .whenComplete((stored, failure) -> {
                    if (failure == null) {
                        ctx.response().putHeader(HttpHeaders.LOCATION, ObjectPath.API.of(object));
                        intake.created(ctx, object, stored);
                    } else {
                        Answers.fail(ctx, failure);
                    }
                });
    }

    private void read(RoutingContext ctx) {
        ObjectRef object = object(ctx);
        reading.answer(ctx, new ObjectReading.Asked(object, whose(ctx), ObjectHeaders.whole(ctx), true));
    }

    private Uni<JsonAnswer> delete(RoutingContext ctx) {
        ObjectRef object = object(ctx);
        return objects.delete(object, Conditions.ofDelete(ctx.request().headers()), whose(ctx))
                .map(_ -> JsonAnswer.NO_CONTENT);
    }
}
