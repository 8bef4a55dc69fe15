package io.sluice.edge.gateway;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Optional;

/**
 * How Sluice is called from outside.
 *
 * @param base as it is configured; empty for what each client calls it
 */
public record OwnUrls(Optional<URI> base) {
    /** @param path absolute and percent-encoded */
    public String of(HttpServerRequest request, String path) {
        if (base.isPresent()) {
            String text = base.get().toString();
            return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path;
        }
        HostAndPort called = request.authority();
        return called == null ? path : request.scheme() + "://" + called + path;
    }
}
