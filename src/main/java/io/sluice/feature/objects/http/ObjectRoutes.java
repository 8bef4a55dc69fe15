package io.sluice.feature.objects.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.conditions.Conditions;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.objects.ObjectHeaders;
import io.sluice.edge.objects.ObjectIntake;
import io.sluice.edge.objects.ObjectReading;
import io.sluice.store.ObjectRef;
import io.sluice.store.objects.StoredObjects;
import io.sluice.store.objects.Visibility;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * {@code PUT GET HEAD DELETE /api/v1/buckets/{bucket}/objects/{key…}}. On the router rather than on resource methods, because
 * bodies are streamed both ways. Everything runs on the request's event loop.
 */
@ApplicationScoped
public class ObjectRoutes {
    private static final String ALLOWED = "GET, HEAD, PUT, DELETE";

    private final StoredObjects objects;
    private final ObjectReading reading;
    private final ObjectIntake intake;
    private final ObjectsConfig config;

    ObjectRoutes(StoredObjects objects, ObjectReading reading, ObjectIntake intake, ObjectsConfig config) {
        this.objects = objects;
        this.reading = reading;
        this.intake = intake;
        this.config = config;
    }

    void register(@Observes Router router) {
        router.route(ObjectPath.BUCKETS + ":bucket/objects/*").handler(this::dispatch);
    }

    private void dispatch(RoutingContext ctx) {
        String path = ctx.request().path();
        if (path == null || !ObjectPath.namesObject(path)) {
            ctx.next();
            return;
        }
        RequestContext.route(ctx, "object");
        try {
            ObjectRef object = ObjectPath.parse(path);
            switch (ctx.request().method().name()) {
                case "PUT" -> put(ctx, object);
                case "GET", "HEAD" -> read(ctx, object);
                case "DELETE" -> delete(ctx, object);
                default ->
                    throw Fault.of(FaultCode.METHOD_NOT_ALLOWED, "An object takes " + ALLOWED + ".")
                            .withHeader("Allow", ALLOWED);
            }
        } catch (RuntimeException failure) {
            Answers.fail(ctx, failure);
        }
    }

    private void put(RoutingContext ctx, ObjectRef object) {
        long maxBytes = config.maxSize().asLongValue();
        intake.take(ctx, new ObjectIntake.Allowed(object, Visibility.ALL, null, maxBytes))
                .whenComplete((stored, failure) -> {
                    if (failure == null) {
                        ctx.response().putHeader(HttpHeaders.LOCATION, ObjectPath.of(object));
                        ObjectIntake.created(ctx, object, stored);
                    } else {
                        Answers.fail(ctx, failure);
                    }
                });
    }

    private void read(RoutingContext ctx, ObjectRef object) {
        reading.answer(ctx, new ObjectReading.Asked(object, Visibility.ALL, ObjectHeaders.whole(ctx), true));
    }

    private void delete(RoutingContext ctx, ObjectRef object) {
        objects.delete(object, Conditions.ofDelete(ctx.request().headers()), Visibility.ALL)
                .emitOn(RequestContext.lane(ctx))
                .subscribe()
                .with(_ -> ctx.response().setStatusCode(204).end(), failure -> Answers.fail(ctx, failure));
    }
}
