package io.sluice.feature.frames.http;

import static io.sluice.edge.http.QueryText.invalid;

import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Resource;
import io.sluice.edge.http.QueryText;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameTime;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;

/** The path and the range of time of the routes that read frames. */
final class FrameListQuery {
    /** No question is about a longer time. */
    static final Duration LONGEST = Duration.ofDays(31);

    static final Duration USUAL = Duration.ofHours(1);

    private final RoutingContext ctx;
    private final QueryText query;

    /**
     * A range of time.
     *
     * @param from the first, in nanoseconds since 1970
     * @param to the last
     */
    record Range(long from, long to) {}

    FrameListQuery(RoutingContext ctx) {
        this.ctx = ctx;
        this.query = QueryText.of(ctx);
    }

    /** What a request on a camera's path is about. */
    static Resource about(RoutingContext ctx) {
        return new Resource.OfCamera(camera(ctx).value());
    }

    private static CameraName camera(RoutingContext ctx) {
        return new CameraName(path(ctx, "camera"));
    }

    private static String path(RoutingContext ctx, String name) {
        return Objects.requireNonNullElse(ctx.pathParam(name), "");
    }

    CameraName camera() {
        return camera(ctx);
    }

    /** A part of the path, decoded. */
    String path(String name) {
        return path(ctx, name);
    }

    /** Its parameters. */
    QueryText query() {
        return query;
    }

    /** From {@code from} to {@code to}; until now, and of the last hour, where they are not said. */
    Range range(TimeSource time) {
        String last = query.text("to");
        FrameTime to = last == null ? FrameTime.of(time.now()) : FrameTime.parse(last);
        String first = query.text("from");
        long from = first == null
                ? Math.max(0, to.nanos() - USUAL.toNanos())
                : FrameTime.parse(first).nanos();
        if (from > to.nanos() || to.nanos() - from > LONGEST.toNanos()) {
            throw invalid("to", "is not before 'from', and at most 31 days after it");
        }
        return new Range(from, to.nanos());
    }

    /** From {@code from} to {@code to}, both of which have to be said; of any length. */
    Range wholeRange() {
        String first = query.text("from");
        String last = query.text("to");
        if (first == null || last == null) {
            throw invalid(first == null ? "from" : "to", "has to be there");
        }
        Range range =
                new Range(FrameTime.parse(first).nanos(), FrameTime.parse(last).nanos());
        if (range.from() > range.to()) {
            throw invalid("to", "is not before 'from'");
        }
        return range;
    }
}
