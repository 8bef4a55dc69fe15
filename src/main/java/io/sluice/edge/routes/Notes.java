package io.sluice.edge.routes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.fault.Fault;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Principal;
import io.sluice.edge.audit.AuditEvent;
import io.sluice.edge.audit.AuditLog;
import io.sluice.edge.http.RequestContext;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is noted of requests: refusals are counted, and the audit trail has its lines. */
record Notes(AuditLog audit, TimeSource time, MeterRegistry meters) {
    /** Why nothing may happen that has to be noted; null when it may. */
    @Nullable
    Fault behind() {
        return audit.behind();
    }

    /** A line in the audit trail. */
    void line(RoutingContext ctx, Action action, String about, Callers.Ended ended) {
        Principal by = Callers.of(ctx);
        audit.add(new AuditEvent(
                time.now(),
                new AuditEvent.Who(by.subject(), by.kind().label(), Callers.address(ctx), ended.link()),
                action.label(),
                about,
                Objects.requireNonNullElse(RequestContext.id(ctx), ""),
                AuditEvent.End.of(ended.status(), ended.denied()),
                AuditEvent.Told.NOTHING));
    }

    /** A refusal, by what the caller is told. */
    void denied(int status) {
        Counter.builder(Meters.DENIED)
                .description("Requests that were refused for who sends them")
                .tag("status", Integer.toString(status))
                .register(meters)
                .increment();
    }
}
