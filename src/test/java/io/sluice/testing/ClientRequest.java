package io.sluice.testing;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request on a connection of its own, and the way its client behaves.
 *
 * @param body what it sends; null for nothing
 * @param chunked whether the body goes without a length
 * @param expected what a 2xx answer's body must be; null when that is read as text
 * @param expectedFrom where in {@code expected} that body begins
 * @param bytesPerSecond how fast the body goes, whichever way; {@link #FULL_SPEED} as fast as can be
 * @param cut when the client goes away; null for never
 */
public record ClientRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable Content body,
        boolean chunked,
        @Nullable Content expected,
        long expectedFrom,
        long bytesPerSecond,
        @Nullable Cut cut) {
    public static final long FULL_SPEED = 0;

    /**
     * @param afterBytes of the body, sent when there is one to send, else received
     * @param reset by a TCP reset; else the connection is closed in order
     */
    public record Cut(long afterBytes, boolean reset) {}

    public ClientRequest {
        headers = Map.copyOf(headers);
    }

    public static ClientRequest get(URI uri) {
        return new ClientRequest("GET", uri, Map.of(), null, false, null, 0, FULL_SPEED, null);
    }

    public static ClientRequest get(URI uri, Content expected) {
        return new ClientRequest("GET", uri, Map.of(), null, false, expected, 0, FULL_SPEED, null);
    }

    public static ClientRequest head(URI uri) {
        return new ClientRequest("HEAD", uri, Map.of(), null, false, null, 0, FULL_SPEED, null);
    }

    public static ClientRequest delete(URI uri) {
        return new ClientRequest("DELETE", uri, Map.of(), null, false, null, 0, FULL_SPEED, null);
    }

    public static ClientRequest put(URI uri, Content body) {
        return new ClientRequest("PUT", uri, Map.of(), body, false, null, 0, FULL_SPEED, null);
    }

    public static ClientRequest post(URI uri, Content body) {
        return new ClientRequest("POST", uri, Map.of(), body, false, null, 0, FULL_SPEED, null);
    }

    /** Without a length. */
    public ClientRequest inChunks() {
        return new ClientRequest(method, uri, headers, body, true, expected, expectedFrom, bytesPerSecond, cut);
    }

    public ClientRequest at(long speed) {
        return new ClientRequest(method, uri, headers, body, chunked, expected, expectedFrom, speed, cut);
    }

    public ClientRequest with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new ClientRequest(method, uri, more, body, chunked, expected, expectedFrom, bytesPerSecond, cut);
    }

    public ClientRequest cutOff(Cut when) {
        return new ClientRequest(method, uri, headers, body, chunked, expected, expectedFrom, bytesPerSecond, when);
    }

    String head() {
        StringBuilder head = new StringBuilder(method)
                .append(' ')
                .append(uri.getRawPath())
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(uri.getAuthority())
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body != null) {
            head.append(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length())
                    .append("\r\n");
        }
        return head.append("\r\n").toString();
    }
}
