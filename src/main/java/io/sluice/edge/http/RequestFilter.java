package io.sluice.edge.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** The first and last thing that happens to every request: its id, its metrics. */
@ApplicationScoped
public class RequestFilter {
    public static final String REQUEST_ID = "X-Request-Id";

    private static final int FIRST = 1000;
    private static final Pattern GIVEN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Set<HttpMethod> KNOWN = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.PUT,
            HttpMethod.POST,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    private final Ids ids;
    private final TimeSource time;
    private final MeterRegistry meters;
    private final Counter bytesIn;
    private final Counter bytesOut;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    /** What a request is counted under; few there are. */
    private record Kind(String route, String method, int status) {}

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

    /** What the router itself refuses never gets as far as a filter. */
    void refuse(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(ctx -> {
            if (ctx.statusCode() != HttpResponseStatus.BAD_REQUEST.code()) {
                ctx.next();
                return;
            }
            identify(ctx);
            Answers.fail(ctx, Fault.of(FaultCode.INVALID_HEADER, "The request cannot be read as it is."));
        });
    }

    private void identify(RoutingContext ctx) {
        String given = ctx.request().getHeader(REQUEST_ID);
        String id = given != null && GIVEN.matcher(given).matches() ? given : ids.next();
        ctx.put(RequestContext.ID, id);
        ctx.response().putHeader(REQUEST_ID, id);
        MDC.put("requestId", id);
    }

    private void around(RoutingContext ctx) {
        identify(ctx);
        if (!ctx.normalizedPath().startsWith("/q/")) {
            long started = time.nanos();
            RequestContext.onEnd(ctx, status -> {
                measure(ctx, status, time.nanos() - started);
                Answers.leaveRest(ctx);
            });
        }
        ctx.next();
    }

    /** Anyone may make methods up; they are not to become metrics. */
    private static String method(HttpMethod method) {
        return KNOWN.contains(method) ? method.name() : "other";
    }

    private void measure(RoutingContext ctx, int status, long nanos) {
        bytesIn.increment((double) ctx.request().bytesRead());
        bytesOut.increment((double) ctx.response().bytesWritten());
        String route = Objects.requireNonNullElse(ctx.<String>get(RequestContext.ROUTE), "other");
        timers.computeIfAbsent(new Kind(route, method(ctx.request().method()), status), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Kind kind) {
        return Timer.builder(Meters.REQUESTS)
                .description("Requests until the last byte of the answer")
                .tag("route", kind.route())
                .tag("method", kind.method())
                .tag("status", Integer.toString(kind.status()))
                .register(meters);
    }
}
