package io.sluice.edge.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.HttpDate;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Header values that more than one route reads or writes. */
public final class Headers {
    /** For {@link #contentLength}: the request has none. */
    public static final long NO_LENGTH = -1;

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

    /** Null of null, and of what is no date. */
    public static @Nullable Instant date(@Nullable String value) {
        return value == null ? null : HttpDate.parse(value);
    }

    public static Fault malformed(String header) {
        return Fault.of(FaultCode.INVALID_HEADER, "The header " + header + " is malformed.");
    }
}
