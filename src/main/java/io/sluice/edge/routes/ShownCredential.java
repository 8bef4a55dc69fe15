package io.sluice.edge.routes;

import io.sluice.base.fault.Fault;
import io.sluice.edge.access.Access;
import io.sluice.edge.access.Credential;
import io.sluice.edge.access.keys.KeyText;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request shows of who sends it: {@code Authorization: Bearer} with an API key or a token (RFC 6750), {@code X-Api-Key}, or
 * {@code Authorization: Basic} with the id of an API key and its secret (RFC 7617), which is what cameras and old clients can.
 */
final class ShownCredential {
    private static final String API_KEY = "X-Api-Key";
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private ShownCredential() {}

    /**
     * Null when it shows nothing.
     *
     * @throws Fault {@code unauthenticated}
     */
    static @Nullable Credential of(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            String key = request.getHeader(API_KEY);
            return key == null ? null : bearer(key.strip());
        }
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return bearer(authorization.substring(BEARER.length()).strip());
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return basic(authorization.substring(BASIC.length()).strip());
        }
        throw Access.unauthenticated("Authorization is Bearer, or Basic with the id of an API key and its secret.");
    }

    private static Credential bearer(String token) {
        Optional<Credential.Key> key = KeyText.parse(token);
        return key.isPresent() ? key.get() : new Credential.Bearer(token);
    }

    private static Credential basic(String encoded) {
        String text = decoded(encoded);
        int colon = text.indexOf(':');
        if (colon < 0 || !KeyText.isId(text.substring(0, colon))) {
            throw Access.unauthenticated(
                    "Basic takes the id of an API key as the user and its secret as the password.");
        }
        return new Credential.Key(text.substring(0, colon), text.substring(colon + 1));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Access.unauthenticated("The credentials of Basic are no base64.");
        }
    }
}
