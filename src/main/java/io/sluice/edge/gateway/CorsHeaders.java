package io.sluice.edge.gateway;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The headers of the CORS protocol. */
public final class CorsHeaders {
    private static final String ORIGIN = "Origin";
    private static final String WANTED_METHOD = "Access-Control-Request-Method";
    private static final String WANTED_HEADERS = "Access-Control-Request-Headers";

    private CorsHeaders() {}

    /** Says in an answer whether scripts of the page that asks may read it; errors may be read as well. */
    public static void write(CorsPolicy policy, HttpServerRequest request) {
        MultiMap headers = request.response().headers();
        if (policy.varies()) {
            headers.set("Vary", ORIGIN);
        }
        String origin = request.getHeader(ORIGIN);
        if (origin != null) {
            policy.allowed(origin).ifPresent(allowed -> {
                headers.set("Access-Control-Allow-Origin", allowed);
                if (!policy.exposed().isEmpty()) {
                    headers.set("Access-Control-Expose-Headers", String.join(", ", policy.exposed()));
                }
                if (policy.credentials()) {
                    headers.set("Access-Control-Allow-Credentials", "true");
                }
            });
        }
    }

    /**
     * Answers OPTIONS: what may be done here, and to a browser that asks for a script, what that may do.
     *
     * @param methods that the resource takes at all
     * @throws Fault {@code forbidden} when the script may not do what it wants
     */
    public static void answer(CorsPolicy policy, List<String> methods, HttpServerRequest request) {
        HttpServerResponse response = request.response().setStatusCode(204);
        response.putHeader("Allow", String.join(", ", methods));
        String method = request.getHeader(WANTED_METHOD);
        if (request.getHeader(ORIGIN) != null && method != null) {
            allow(policy, methods, method, request);
        }
        var _ = response.end();
    }

    private static void allow(CorsPolicy policy, List<String> methods, String method, HttpServerRequest request) {
        write(policy, request);
        MultiMap headers = request.response().headers();
        headers.add("Vary", WANTED_METHOD + ", " + WANTED_HEADERS);
        if (!headers.contains("Access-Control-Allow-Origin")) {
            throw refused("No script of pages of this origin may use the bucket.");
        }
        List<String> wanted = names(request.getHeader(WANTED_HEADERS));
        List<String> allowed =
                methods.stream().filter(policy.methods()::contains).toList();
        if (!allowed.contains(method)) {
            throw refused("Scripts of other pages may not use this method here.");
        }
        wanted.stream().filter(name -> !policy.takes(name)).findFirst().ifPresent(name -> {
            throw refused("Scripts of other pages may not send one of the headers they want to.");
        });
        headers.set("Access-Control-Allow-Methods", String.join(", ", allowed));
        if (!wanted.isEmpty()) {
            headers.set("Access-Control-Allow-Headers", String.join(", ", wanted));
        }
        headers.set("Access-Control-Max-Age", Long.toString(policy.maxAge().toSeconds()));
    }

    private static List<String> names(@Nullable String header) {
        return Arrays.stream(Objects.requireNonNullElse(header, "").split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Fault refused(String detail) {
        return Fault.of(FaultCode.FORBIDDEN, detail);
    }
}
