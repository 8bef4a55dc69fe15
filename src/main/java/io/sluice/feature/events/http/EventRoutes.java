package io.sluice.feature.events.http;

import io.sluice.base.fault.Fault;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Attempts;
import io.sluice.edge.access.Resource;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.http.SmallBodies;
import io.sluice.edge.routes.Callers;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.events.BucketNotifications;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * {@code POST /api/v1/events/s3}. The token is checked before any of the body is read, and the body is bounded and paid for.
 * Everything runs on the request's event loop.
 */
@ApplicationScoped
public class EventRoutes {
    private static final List<String> PATHS = List.of("/api/v1/events/s3", "/webhooks/minio/upload-complete");

    /** What wrong tokens are counted under. */
    private static final String NAME = "events";

    /** Bytes of a body. S3 and MinIO send one record of about a kilobyte at a time. */
    private static final int LARGEST = 1 << 20;

    private final BucketNotifications notifications;
    private final EventsToken token;
    private final Attempts attempts;
    private final SmallBodies bodies;

    EventRoutes(BucketNotifications notifications, EventsConfig config, Attempts attempts, SmallBodies bodies) {
        this.notifications = notifications;
        this.token = EventsToken.of(config.token());
        this.attempts = attempts;
        this.bodies = bodies;
    }

    void register(@Observes Routes routes) {
        PATHS.forEach(path ->
                routes.at(path, "events").on(HttpMethod.POST, Action.EVENTS_TELL, _ -> Resource.SERVICE, this::take));
    }

    private void take(RoutingContext ctx) {
        identify(ctx);
        bodies.read(ctx, LARGEST, S3EventJson::parse)
                .chain(notifications::take)
                .emitOn(RequestContext.lane(ctx))
                .subscribe()
                .with(_ -> done(ctx), failure -> Answers.fail(ctx, failure));
    }

    private void identify(RoutingContext ctx) {
        String from = Callers.address(ctx);
        String authorization = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        attempts.check(from, NAME);
        try {
            token.check(authorization);
        } catch (Fault refused) {
            if (authorization != null && EventsToken.shown(authorization)) {
                attempts.failed(from, NAME);
            }
            throw refused;
        }
    }

    private static void done(RoutingContext ctx) {
        if (!ctx.response().closed()) {
            var _ = ctx.response().setStatusCode(204).end();
        }
    }
}
