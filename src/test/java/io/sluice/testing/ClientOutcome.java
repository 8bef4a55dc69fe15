package io.sluice.testing;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended.
 *
 * @param status 0 when no answer came
 * @param headers by lower-case name
 * @param text the body, when no content was expected in it
 * @param sent bytes of the request's body
 * @param received bytes of the answer's body
 * @param sha256 of the answer's body
 * @param broken what went wrong with the connection or the bytes; null when the answer came whole
 * @param left whether the client itself went away
 */
public record ClientOutcome(
        ClientRequest request,
        int status,
        Map<String, String> headers,
        String text,
        long sent,
        long received,
        String sha256,
        @Nullable String broken,
        boolean left,
        Duration took) {
    /** Whether a whole answer came with this status, with the right bytes. */
    public boolean is(int expected) {
        return status == expected && broken == null && !left;
    }

    /** Empty when there is no such header. */
    public String header(String lowerCaseName) {
        return Objects.requireNonNullElse(headers.get(lowerCaseName), "");
    }

    @Override
    public String toString() {
        return "%s %s: status=%d sent=%d received=%d took=%dms%s%s%s"
                .formatted(
                        request.method(),
                        request.uri(),
                        status,
                        sent,
                        received,
                        took.toMillis(),
                        broken == null ? "" : " broken=" + broken,
                        left ? " left" : "",
                        text.isEmpty() ? "" : " " + text);
    }
}
