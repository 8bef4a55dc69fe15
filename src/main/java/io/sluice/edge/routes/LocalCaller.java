package io.sluice.edge.routes;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who needs no credentials because they are on this machine. A browser is, too, and opens pages of others: so they have to call
 * Sluice by a name of this machine, which a page cannot make another name mean, and a page of another origin changes nothing, nor opens
 * a WebSocket.
 */
final class LocalCaller {
    private static final Pattern LOCAL =
            Pattern.compile("(localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    private LocalCaller() {}

    /** @throws Fault {@code forbidden} */
    static void check(HttpServerRequest request, boolean change) {
        String host = request.getHeader("Host");
        String name = host == null && request.authority() != null
                ? request.authority().toString()
                : host;
        if (name != null && !isLocal(name)) {
            throw Fault.of(
                    FaultCode.FORBIDDEN, "Without credentials Sluice answers only to the names of its own machine.");
        }
        if (change && !isOwn(request.getHeader("Origin"), name)) {
            throw Fault.of(FaultCode.FORBIDDEN, "Without credentials a page of another origin changes nothing.");
        }
    }

    /**
     * Browsers tell the origin of the page with everything that may change something (RFC 6454, section 7.3); others tell none.
     *
     * @param host what Sluice was called, with its port
     */
    static boolean isOwn(@Nullable String origin, @Nullable String host) {
        return origin == null
                || (host != null
                        && (origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host)));
    }

    static boolean isLocal(@Nullable String host) {
        return host != null && LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
