package io.sluice.edge.routes;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Access;
import io.sluice.edge.access.AccessConfig;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Identities;
import io.sluice.edge.access.Resource;
import io.sluice.edge.audit.AuditLog;
import io.sluice.edge.http.Answers;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * All routes there are. Asks the features for theirs, which observe {@link Routes}, and ends whatever none of them takes; only what is
 * below {@code /q} is Quarkus' own.
 */
@ApplicationScoped
public class RouteTable {
    private static final String QUARKUS = "/q/";

    /** After the routes of the features, which have numbers from 0 on; before those of Quarkus, from 10,000 on. */
    private static final int AFTER_FEATURES = 5_000;

    private final Entrance entrance;
    private volatile List<Routes.Listed> listed = List.of();

    RouteTable(
            AccessConfig config,
            Access access,
            Identities identities,
            AuditLog audit,
            TimeSource time,
            MeterRegistry meters) {
        this.entrance = new Entrance(config.mode(), access, identities, new Notes(audit, time, meters));
    }

    void register(@Observes Router router, Event<Routes> features) {
        Routes routes = new Routes(router, entrance);
        features.fire(routes);
        routes.before("/q/metrics*", "metrics")
                .on(HttpMethod.GET, Action.METRICS_READ, _ -> Resource.SERVICE, RoutingContext::next);
        router.route().order(AFTER_FEATURES).handler(RouteTable::nothing);
        listed = routes.listed();
    }

    /** Every route and who may use it. */
    public List<Routes.Listed> listed() {
        return listed;
    }

    /** What no feature has let in would be open to everybody. */
    private static void nothing(RoutingContext ctx) {
        if (ctx.normalizedPath().startsWith(QUARKUS)) {
            ctx.next();
        } else {
            Answers.fail(ctx, Fault.of(FaultCode.ROUTE_NOT_FOUND, "There is nothing at this path."));
        }
    }
}
