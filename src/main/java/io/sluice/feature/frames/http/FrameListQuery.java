package io.sluice.feature.frames.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Resource;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameTime;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of the routes that read frames. What is wrong with one is said in a problem. */
final class FrameListQuery {
    /** No question is about a longer time. */
    static final Duration LONGEST = Duration.ofDays(31);

    static final Duration USUAL = Duration.ofHours(1);

    private static final Pattern SHORT = Pattern.compile("(?i)\\d+(\\.\\d+)?[smh]");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");
    private static final int MOST_DIGITS = 9;

    private final RoutingContext ctx;

    /**
     * A range of time.
     *
     * @param from the first, in nanoseconds since 1970
     * @param to the last
     */
    record Range(long from, long to) {}

    FrameListQuery(RoutingContext ctx) {
        this.ctx = ctx;
    }

    /** What a request on a camera's path is about. */
    static Resource about(RoutingContext ctx) {
        return new Resource.OfCamera(new FrameListQuery(ctx).camera().value());
    }

    CameraName camera() {
        return new CameraName(path("camera"));
    }

    /** A part of the path, decoded. */
    String path(String name) {
        return Objects.requireNonNullElse(ctx.pathParam(name), "");
    }

    boolean has(String name) {
        return text(name) != null;
    }

    @Nullable
    String text(String name) {
        return ctx.request().query() == null ? null : ctx.queryParams().get(name);
    }

    String text(String name, String usual) {
        String text = text(name);
        return text == null ? usual : text;
    }

    /** From {@code from} to {@code to}; until now, and of the last hour, where they are not said. */
    Range range(TimeSource time) {
        String last = text("to");
        FrameTime to = last == null ? FrameTime.of(time.now()) : FrameTime.parse(last);
        String first = text("from");
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
        String first = text("from");
        String last = text("to");
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

    /** ISO 8601 ({@code PT1.5S}, {@code P1D}), or a number with {@code s}, {@code m} or {@code h}. */
    Duration duration(String name, Duration usual, Duration longest) {
        String text = text(name);
        if (text == null) {
            return usual;
        }
        try {
            Duration duration = Duration.parse(SHORT.matcher(text).matches() ? "PT" + text : text);
            if (!duration.isNegative() && duration.compareTo(longest) <= 0) {
                return duration;
            }
        } catch (DateTimeException malformed) {
            // Told below.
        }
        throw invalid(name, "is a duration such as PT10S, 10s or PT0.5S, up to " + longest);
    }

    int limit(int usual, int most) {
        String text = text("limit");
        if (text == null) {
            return usual;
        }
        boolean number = !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        if (number && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw invalid("limit", "is a number from 1 to " + most);
    }

    double decimal(String name, double usual, double most) {
        String text = text(name);
        if (text == null) {
            return usual;
        }
        if (DECIMAL.matcher(text).matches() && Double.parseDouble(text) <= most) {
            return Double.parseDouble(text);
        }
        throw invalid(name, "is a number up to " + (long) most);
    }

    static Fault invalid(String name, String rule) {
        return Fault.of(FaultCode.INVALID_PARAMETER, "The parameter '" + name + "' " + rule + ".");
    }
}
