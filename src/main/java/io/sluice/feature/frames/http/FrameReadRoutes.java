package io.sluice.feature.frames.http;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.time.HttpDate;
import io.sluice.edge.access.Action;
import io.sluice.edge.conditions.Conditions;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.BodyHead;
import io.sluice.edge.http.DigestHeader;
import io.sluice.edge.http.RangeHeader;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.catalog.IndexState;
import io.sluice.feature.frames.read.Found;
import io.sluice.feature.frames.read.FrameReader;
import io.sluice.feature.frames.read.FrameSearch;
import io.sluice.feature.frames.read.LatestFrame;
import io.sluice.feature.frames.read.Match;
import io.sluice.feature.frames.read.ReadFrame;
import io.sluice.feature.frames.read.StoredFrame;
import io.sluice.store.IfRange;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET HEAD /api/v1/cameras/{camera}/frames/{time}} and {@code …/frames/latest}: the image of one frame, with conditions and
 * ranges as on any object. Everything runs on the request's event loop.
 */
@ApplicationScoped
public class FrameReadRoutes {
    private static final String LATEST = "latest";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final FrameSearch search;
    private final FrameReader reader;
    private final LatestFrame latest;
    private final BodyFlows.Factory bodies;

    FrameReadRoutes(FrameSearch search, FrameReader reader, LatestFrame latest, BodyFlows.Factory bodies) {
        this.search = search;
        this.reader = reader;
        this.latest = latest;
        this.bodies = bodies;
    }

    void register(@Observes Routes routes) {
        routes.at(FrameListRoutes.FRAMES + "/:time", "frame")
                .onRead(Action.FRAMES_READ, FrameListQuery::about, this::read);
    }

    private void read(RoutingContext ctx) {
        if (LATEST.equals(ctx.pathParam("time"))) {
            latest(ctx);
        } else {
            one(ctx);
        }
    }

    private void one(RoutingContext ctx) {
        FrameListQuery query = new FrameListQuery(ctx);
        FrameTime at = FrameTime.parse(query.path("time"));
        Match match = Match.parse(query.query().text("match", "exact"));
        Duration within = query.query().duration("within", FrameListQuery.USUAL, FrameListQuery.LONGEST);
        answer(ctx, search.one(query.camera(), at, match, within), false);
    }

    private void latest(RoutingContext ctx) {
        FrameListQuery query = new FrameListQuery(ctx);
        String after = query.query().text("after");
        long nanos = after == null ? -1 : FrameTime.parse(after).nanos();
        Duration wait = query.query().duration("wait", Duration.ZERO, LONGEST_WAIT);
        ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        answer(ctx, latest.after(query.camera(), nanos, wait), after != null);
    }

    /** @param mayBeNothing whether no frame is no failure */
    private void answer(RoutingContext ctx, Uni<Found> question, boolean mayBeNothing) {
        Executor lane = RequestContext.lane(ctx);
        Cancellable asking = question.emitOn(lane)
                .subscribe()
                .with(found -> give(ctx, found, mayBeNothing), failure -> Answers.fail(ctx, failure));
        ctx.response().closeHandler(_ -> asking.cancel());
    }

    /** What is read is read to its end, wanted or not: it is paid for. */
    private void give(RoutingContext ctx, Found found, boolean mayBeNothing) {
        Executor lane = RequestContext.lane(ctx);
        Uni.createFrom()
                .deferred(() -> opened(ctx, found, mayBeNothing))
                .emitOn(lane)
                .subscribe()
                .with(frame -> send(ctx, frame, lane), failure -> Answers.fail(ctx, failure));
    }

    /** Null when all has been said in the head. */
    private Uni<@Nullable ReadFrame> opened(RoutingContext ctx, Found found, boolean mayBeNothing) {
        HttpServerResponse response = ctx.response();
        if (response.closed()) {
            return Uni.createFrom().nullItem();
        }
        response.putHeader(IndexState.HEADER, found.index().label());
        StoredFrame frame = found.frame().orElse(null);
        if (frame == null && mayBeNothing) {
            var _ = response.setStatusCode(204).end();
            return Uni.createFrom().nullItem();
        }
        if (frame == null) {
            return Uni.createFrom().failure(FrameReader.notFound());
        }
        Conditions.ofRead(ctx.request().headers()).check(frame.etag(), frame.arrived());
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            write(frame, response.headers());
            var _ = response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(frame.size()))
                    .end();
            return Uni.createFrom().nullItem();
        }
        return reader.read(frame).map(read -> read);
    }

    private void send(RoutingContext ctx, @Nullable ReadFrame read, Executor lane) {
        if (read == null) {
            return;
        }
        HttpServerResponse response = ctx.response();
        if (response.closed()) {
            read.close();
            return;
        }
        try {
            ByteRange.Resolved part = part(ctx, read.frame());
            write(read.frame(), response.headers());
            if (part.length() < read.frame().size()) {
                BodyHead.partial(part, read.frame().size(), response);
            }
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(part.length()));
            new FrameReadBody(read, part).subscribe(bodies.of(ctx, lane).response());
        } catch (Fault fault) {
            read.close();
            Answers.fail(ctx, fault);
        }
    }

    private static ByteRange.Resolved part(RoutingContext ctx, StoredFrame frame) {
        MultiMap headers = ctx.request().headers();
        ByteRange range = RangeHeader.parse(headers.get("Range"));
        IfRange ifRange = Conditions.ifRange(headers);
        boolean same = ifRange == null || ifRange.holds(frame.etag(), frame.arrived());
        return (range == null || !same ? ByteRange.all() : range).within(frame.size());
    }

    private static void write(StoredFrame frame, MultiMap headers) {
        headers.set(HttpHeaders.CONTENT_TYPE, frame.contentType());
        headers.set(HttpHeaders.ETAG, frame.etag().quoted());
        headers.set(HttpHeaders.LAST_MODIFIED, HttpDate.format(frame.arrived()));
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        String digest = DigestHeader.format(frame.frame().crc32c(), null);
        if (digest != null) {
            headers.set("Repr-Digest", digest);
        }
        headers.set("X-Camera", frame.camera());
        headers.set("X-Frame-Time", frame.time().toString());
        headers.set("X-Frame-Sequence", Long.toString(frame.sequence()));
        BodyHead.neverAPage(headers);
    }
}
