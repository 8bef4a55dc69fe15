package io.sluice.edge.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Header values that more than one route reads or writes. */
public final class Headers {
    /** For {@link #contentLength}: the request has none. */
    public static final long NO_LENGTH = -1;

    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private Headers() {}

    /** The declared length of the body in bytes; {@link #NO_LENGTH} of a chunked one. */
    public static long contentLength(HttpServerRequest request) {
        String value = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (value == null) {
            boolean chunked = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
            boolean framed = request.version() == HttpVersion.HTTP_2 && !request.isEnded();
            return chunked || framed ? NO_LENGTH : 0;
        }
        try {
            long length = Long.parseLong(value);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException malformed) {
            // Told below.
        }
        throw malformed("Content-Length");
    }

    /** A date in the one form that HTTP sends (RFC 9110, section 5.6.7); null of null, and of what is no date. */
    public static @Nullable Instant date(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    /** The same form, of a year of four digits; a formatter would cost as much as the rest of a small answer. */
    public static String date(Instant instant) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder date = new StringBuilder(29).append(DAYS[at.getDayOfWeek().getValue() - 1]);
        twoDigits(date.append(", "), at.getDayOfMonth());
        date.append(' ').append(MONTHS[at.getMonthValue() - 1]).append(' ').append(at.getYear());
        twoDigits(date.append(' '), at.getHour());
        twoDigits(date.append(':'), at.getMinute());
        twoDigits(date.append(':'), at.getSecond());
        return date.append(" GMT").toString();
    }

    private static void twoDigits(StringBuilder text, int value) {
        text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    public static Fault malformed(String header) {
        return Fault.of(FaultCode.INVALID_HEADER, "The header " + header + " is malformed.");
    }
}
