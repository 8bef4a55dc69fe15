package io.sluice.edge.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** The first and last thing that happens to every request: its id, its metrics. */
@ApplicationScoped
public class RequestFilter {
    public static final String REQUEST_ID = "X-Request-Id";

    private static final int FIRST = 1000;
    private static final Pattern GIVEN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String CLIENT_GONE = "499";

    private final Ids ids;
    private final TimeSource time;
    private final MeterRegistry meters;
    private final Counter bytesIn;
    private final Counter bytesOut;

    RequestFilter(Ids ids, TimeSource time, MeterRegistry meters) {
        this.ids = ids;
        this.time = time;
        this.meters = meters;
        this.bytesIn = Counter.builder(Meters.BYTES_IN)
                .description("Bytes of request bodies")
                .baseUnit("bytes")
                .register(meters);
        this.bytesOut = Counter.builder(Meters.BYTES_OUT)
                .description("Bytes of answers")
                .baseUnit("bytes")
                .register(meters);
    }

    void register(@Observes Filters filters) {
        filters.register(this::around, FIRST);
    }

    private void around(RoutingContext ctx) {
        String given = ctx.request().getHeader(REQUEST_ID);
        String id = given != null && GIVEN.matcher(given).matches() ? given : ids.next();
        ctx.put(RequestContext.ID, id);
        ctx.response().putHeader(REQUEST_ID, id);
        MDC.put("requestId", id);
        if (!ctx.normalizedPath().startsWith("/q/")) {
            long started = time.nanos();
            ctx.addEndHandler(ended -> measure(ctx, ended.succeeded(), time.nanos() - started));
        }
        ctx.next();
    }

    private void measure(RoutingContext ctx, boolean answered, long nanos) {
        bytesIn.increment((double) ctx.request().bytesRead());
        bytesOut.increment((double) ctx.response().bytesWritten());
        Timer.builder(Meters.REQUESTS)
                .description("Requests until the last byte of the answer")
                .tag("route", Objects.requireNonNullElse(ctx.<String>get(RequestContext.ROUTE), "other"))
                .tag("method", ctx.request().method().name())
                .tag("status", answered ? Integer.toString(ctx.response().getStatusCode()) : CLIENT_GONE)
                .register(meters)
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
