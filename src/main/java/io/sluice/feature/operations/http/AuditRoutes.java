package io.sluice.feature.operations.http;

import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Resource;
import io.sluice.edge.audit.read.AuditFinding;
import io.sluice.edge.audit.read.AuditMark;
import io.sluice.edge.audit.read.AuditQuery;
import io.sluice.edge.audit.read.AuditReader;
import io.sluice.edge.audit.read.AuditVerification;
import io.sluice.edge.audit.trail.AuditLine;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.LineBody;
import io.sluice.edge.http.QueryText;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.routes.JsonAnswer;
import io.sluice.edge.routes.Routes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/audit}: lines of the audit trail; {@code POST /api/v1/admin/audit/verify}: whether it is as it was written. */
@ApplicationScoped
public class AuditRoutes {
    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int USUAL_PAGE = 100;
    private static final int LONGEST_PAGE = 1000;

    /** An object is named by the hour of its first line, and looked for from an hour before on. */
    private static final Duration EARLIER = Duration.ofHours(2);

    /** After so many objects it is told how far it is. */
    private static final int TELL_EVERY = 100;

    private final AuditReader trail;
    private final TimeSource time;
    private final BodyFlows.Factory bodies;

    AuditRoutes(AuditReader trail, TimeSource time, BodyFlows.Factory bodies) {
        this.trail = trail;
        this.time = time;
        this.bodies = bodies;
    }

    void register(@Observes Routes routes) {
        routes.at("/api/v1/audit", "audit").onRead(Action.AUDIT_READ, _ -> Resource.SERVICE, JsonAnswer.by(this::read));
        routes.at("/api/v1/admin/audit/verify", "audit-verify")
                .on(HttpMethod.POST, Action.AUDIT_READ, _ -> Resource.SERVICE, this::verify);
    }

    private record Range(Instant from, Instant to) {}

    private Range range(QueryText query) {
        Instant to = Objects.requireNonNullElseGet(query.instant("to"), time::now);
        Instant from = Objects.requireNonNullElseGet(query.instant("from"), () -> to.minus(USUAL));
        if (from.isAfter(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw QueryText.invalid("to", "is not before 'from', and at most 366 days after it");
        }
        return new Range(from, to);
    }

    private Uni<JsonAnswer> read(RoutingContext ctx) {
        QueryText query = QueryText.of(ctx);
        Range range = range(query);
        AuditQuery wanted = new AuditQuery(
                range.from(),
                range.to(),
                query.text("subject"),
                query.text("action"),
                query.text("resource"),
                mark(query.text("after", ""), range),
                query.number("limit", USUAL_PAGE, LONGEST_PAGE));
        return trail.read(wanted).map(page -> {
            JsonArray items = new JsonArray();
            page.lines().forEach(line -> items.add(json(line)));
            JsonObject json = new JsonObject().put("items", items);
            return JsonAnswer.of(
                    200,
                    page.next() == null ? json : json.put("next", page.next().text()));
        });
    }

    /** What is far before the time that is asked for is of another question. */
    private static @Nullable AuditMark mark(String after, Range range) {
        return after.isEmpty()
                ? null
                : AuditMark.parse(after)
                        .filter(mark -> mark.key().hour().isAfter(range.from().minus(EARLIER)))
                        .orElseThrow(() -> QueryText.invalid("after", "is the 'next' of an earlier page"));
    }

    private static JsonObject json(AuditLine line) {
        JsonObject json = new JsonObject()
                .put("time", line.event().time().toString())
                .put("subject", line.event().who().subject())
                .put("kind", line.event().who().kind())
                .put("from", line.event().who().from())
                .put("action", line.event().action())
                .put("resource", line.event().resource())
                .put("outcome", line.event().outcome().label())
                .put("status", line.event().status())
                .put("requestId", line.event().requestId())
                .put("chain", line.chain())
                .put("seq", line.seq());
        if (line.event().told().skipped() > 0) {
            json.put("skipped", line.event().told().skipped());
        }
        String via = line.event().who().via();
        return via.isEmpty() ? json : json.put("via", via);
    }

    private void verify(RoutingContext ctx) {
        Range range = range(QueryText.of(ctx));
        Executor lane = RequestContext.lane(ctx);
        Lines lines = new Lines(trail.verify(range.from(), range.to()));
        ctx.response().setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "application/x-ndjson");
        new LineBody(lines::next, lane).subscribe(bodies.of(ctx, lane).response());
    }

    /** What is wrong, a line each; now and then how far it is; at the end how much was looked at. */
    private static final class Lines {
        private final AuditVerification verification;
        private final Deque<JsonObject> ready = new ArrayDeque<>();
        private long found;
        private boolean over;

        Lines(AuditVerification verification) {
            this.verification = verification;
        }

        Uni<Optional<JsonObject>> next() {
            if (!ready.isEmpty() || over) {
                return Uni.createFrom().item(Optional.ofNullable(ready.poll()));
            }
            return verification.next().chain(step -> {
                told(step);
                return next();
            });
        }

        private void told(AuditVerification.Step step) {
            step.findings().forEach(finding -> ready.add(json(finding)));
            found += step.findings().size();
            over = step.done();
            if (over || step.objects() % TELL_EVERY == 0) {
                JsonObject progress = new JsonObject()
                        .put("objects", step.objects())
                        .put("lines", step.lines())
                        .put("findings", found);
                ready.add(over ? progress.put("done", true) : progress);
            }
        }

        private static JsonObject json(AuditFinding finding) {
            JsonObject json = new JsonObject()
                    .put("finding", finding.kind().label())
                    .put("chain", finding.chain())
                    .put("seq", finding.seq());
            if (finding.last() != finding.seq()) {
                json.put("last", finding.last());
            }
            return finding.object().isEmpty() ? json : json.put("object", finding.object());
        }
    }
}
