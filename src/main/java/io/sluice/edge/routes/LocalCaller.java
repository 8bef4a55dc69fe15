package io.sluice.edge.routes;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who needs no credentials because they are on this machine. A browser is, too, and opens pages of others: so they have to call
 * Sluice by a name of this machine, which a page cannot make another name mean, and a page of another site changes nothing.
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
        if (change && "cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            throw Fault.of(FaultCode.FORBIDDEN, "Without credentials a page of another site changes nothing.");
        }
    }

    static boolean isLocal(@Nullable String host) {
        return host != null && LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
