package io.sluice.feature.frames.http;

import io.sluice.base.bytes.Batch;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Resource;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.LineBody;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.read.PackVerification;
import io.sluice.feature.frames.read.StoredFrame;
import io.sluice.feature.frames.upkeep.Compaction;
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
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;

/**
 * {@code POST /api/v1/admin/frames/reindex}, {@code …/verify} and {@code …/compact}: work in slices, each of which is a line of the answer and is begun
 * when the client has taken the one before.
 */
@ApplicationScoped
public class FrameAdminRoutes {
    static final String ADMIN = "/api/v1/admin/frames";

    /** After so many whole packs it is told how far it is. */
    private static final int TELL_EVERY = 100;

    private final FrameCatalog catalog;
    private final PackVerification verification;
    private final Compaction compaction;
    private final TimeSource time;
    private final BodyFlows.Factory bodies;

    FrameAdminRoutes(
            FrameCatalog catalog,
            PackVerification verification,
            Compaction compaction,
            TimeSource time,
            BodyFlows.Factory bodies) {
        this.catalog = catalog;
        this.verification = verification;
        this.compaction = compaction;
        this.time = time;
        this.bodies = bodies;
    }

    void register(@Observes Routes routes) {
        add(routes, "reindex", this::reindex);
        add(routes, "verify", this::verify);
        add(routes, "compact", this::compact);
    }

    private void add(
            Routes routes, String work, BiFunction<FrameListQuery.Range, Executor, Flow.Publisher<Batch>> lines) {
        routes.at(ADMIN + "/" + work, "frames-" + work)
                .on(HttpMethod.POST, Action.UPKEEP_RUN, _ -> Resource.SERVICE, ctx -> run(ctx, lines));
    }

    private void run(RoutingContext ctx, BiFunction<FrameListQuery.Range, Executor, Flow.Publisher<Batch>> work) {
        Executor lane = RequestContext.lane(ctx);
        Flow.Publisher<Batch> lines = work.apply(new FrameListQuery(ctx).range(time), lane);
        ctx.response().setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "application/x-ndjson");
        lines.subscribe(bodies.of(ctx, lane).response());
    }

    private Flow.Publisher<Batch> reindex(FrameListQuery.Range range, Executor lane) {
        return new LineBody(new Reindexing(range)::next, lane);
    }

    /** An hour of arrival after another. */
    private final class Reindexing {
        private final Instant end;
        private Instant hour;
        private long packs;
        private boolean over;

        Reindexing(FrameListQuery.Range range) {
            this.hour = instant(range.from()).truncatedTo(ChronoUnit.HOURS);
            this.end = instant(Math.min(range.to(), nanos(time.now())));
        }

        Uni<Optional<JsonObject>> next() {
            if (hour.isAfter(end)) {
                Optional<JsonObject> last = over
                        ? Optional.empty()
                        : Optional.of(new JsonObject().put("done", true).put("packs", packs));
                over = true;
                return Uni.createFrom().item(last);
            }
            Instant now = hour;
            return catalog.reindex(now).map(progress -> {
                hour = now.plus(Duration.ofHours(1));
                packs += progress.packs();
                return Optional.of(new JsonObject()
                        .put("hour", now.toString())
                        .put("packs", progress.packs())
                        .put("read", progress.read())
                        .put("gone", progress.gone()));
            });
        }
    }

    private Flow.Publisher<Batch> compact(FrameListQuery.Range range, Executor lane) {
        Instant end = instant(range.to()).plus(Duration.ofMinutes(1)).truncatedTo(ChronoUnit.MINUTES);
        return new LineBody(new CompactionLines(compaction.run(instant(range.from()), end))::next, lane);
    }

    private Flow.Publisher<Batch> verify(FrameListQuery.Range range, Executor lane) {
        // The end of a range is in it; packs are listed up to the instant after.
        PackVerification.Run run = verification.run(instant(range.from()), instant(range.to() + 1));
        return new LineBody(new Verifying(run, lane)::next, lane);
    }

    /** Packs that are not whole, and now and then how far it is. */
    private static final class Verifying {
        private final PackVerification.Run run;
        private final Executor lane;
        private long packs;
        private long bad;
        private boolean over;

        Verifying(PackVerification.Run run, Executor lane) {
            this.run = run;
            this.lane = lane;
        }

        Uni<Optional<JsonObject>> next() {
            return over
                    ? Uni.createFrom().item(Optional.empty())
                    : run.next()
                            .emitOn(lane)
                            .chain(checked -> checked.isEmpty()
                                    ? Uni.createFrom().item(Optional.of(end()))
                                    : told(checked.get()));
        }

        private JsonObject end() {
            over = true;
            return new JsonObject().put("done", true).put("packs", packs).put("bad", bad);
        }

        private Uni<Optional<JsonObject>> told(PackVerification.Checked checked) {
            packs++;
            if (!checked.report().whole()) {
                bad++;
                return Uni.createFrom().item(Optional.of(line(checked)));
            }
            return packs % TELL_EVERY == 0
                    ? Uni.createFrom()
                            .item(Optional.of(new JsonObject()
                                    .put("packs", packs)
                                    .put("bad", bad)
                                    .put("at", checked.pack().toString())))
                    : next();
        }

        private static JsonObject line(PackVerification.Checked checked) {
            JsonArray frames = new JsonArray();
            checked.report()
                    .badFrames()
                    .forEach(frame -> frames.add(FrameListJson.of(new StoredFrame(checked.pack(), frame))));
            return new JsonObject()
                    .put("pack", checked.pack().toString())
                    .put("size", checked.size())
                    .put("damages", new JsonArray(checked.report().damages()))
                    .put("frames", frames);
        }
    }

    private static Instant instant(long nanos) {
        return new FrameTime(nanos).instant();
    }

    private static long nanos(Instant instant) {
        return FrameTime.of(instant).nanos();
    }
}
