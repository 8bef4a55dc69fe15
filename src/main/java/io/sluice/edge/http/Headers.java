package io.sluice.edge.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Header values that more than one route reads or writes. */
public final class Headers {
    /** For {@link #contentLength}: the request has none. */
    public static final long NO_LENGTH = -1;

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

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

    public static String date(Instant instant) {
        return HTTP_DATE.format(instant);
    }

    public static Fault malformed(String header) {
        return Fault.of(FaultCode.INVALID_HEADER, "The header " + header + " is malformed.");
    }
}
