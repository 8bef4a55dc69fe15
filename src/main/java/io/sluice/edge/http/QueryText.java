package io.sluice.edge.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, which are read in one way on all routes. What is wrong with one is said in a problem. */
public final class QueryText {
    private static final Pattern SHORT = Pattern.compile("(?i)\\d+(\\.\\d+)?[smh]");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,19}");

    /** RFC 3339 has years of four digits. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final MultiMap parameters;

    private QueryText(MultiMap parameters) {
        this.parameters = parameters;
    }

    public static QueryText of(RoutingContext ctx) {
        return new QueryText(ctx.request().query() == null ? MultiMap.caseInsensitiveMultiMap() : ctx.queryParams());
    }

    public boolean has(String name) {
        return parameters.contains(name);
    }

    public @Nullable String text(String name) {
        return parameters.get(name);
    }

    public String text(String name, String usual) {
        return Objects.requireNonNullElse(text(name), usual);
    }

    /** All values of a parameter that may be given several times. */
    public List<String> all(String name) {
        return parameters.getAll(name);
    }

    /** A whole number from 1 on. */
    public int number(String name, int usual, int most) {
        return (int) number(name, usual, 1, most);
    }

    public long number(String name, long usual, long least, long most) {
        String text = text(name);
        if (text == null) {
            return usual;
        }
        try {
            long number = NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException tooLarge) {
            // Told below.
        }
        throw invalid(name, "is a number from " + least + " to " + most);
    }

    public double decimal(String name, double usual, double most) {
        String text = text(name);
        if (text == null) {
            return usual;
        }
        if (DECIMAL.matcher(text).matches() && Double.parseDouble(text) <= most) {
            return Double.parseDouble(text);
        }
        throw invalid(name, "is a number up to " + (long) most);
    }

    /** ISO 8601 ({@code PT1.5S}, {@code P1D}), or a number with {@code s}, {@code m} or {@code h}. */
    public Duration duration(String name, Duration usual, Duration longest) {
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

    public @Nullable Instant instant(String name) {
        String text = text(name);
        try {
            Instant instant = text == null ? null : Instant.parse(text);
            if (instant == null || (!instant.isBefore(FIRST) && !instant.isAfter(LAST))) {
                return instant;
            }
        } catch (DateTimeException malformed) {
            // Told below.
        }
        throw invalid(name, "is an RFC 3339 time in UTC, such as 2026-01-31T12:00:00Z");
    }

    public boolean flag(String name) {
        return switch (text(name, "false")) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw invalid(name, "is true or false");
        };
    }

    public static Fault invalid(String name, String rule) {
        return Fault.of(FaultCode.INVALID_PARAMETER, "The parameter '" + name + "' " + rule + ".");
    }
}
