package io.sluice.feature.events.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.access.SecretHash;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What whoever sends notifications has to know.
 *
 * @param secret without it nobody may send any
 */
record EventsToken(Optional<SecretHash> secret) {
    private static final String SCHEME = "Bearer ";

    static EventsToken of(Optional<String> configured) {
        return new EventsToken(configured.map(SecretHash::of));
    }

    /**
     * @param authorization the header, as Netty decodes it, one char for each byte
     * @throws Fault {@code events-disabled}, {@code unauthenticated}
     */
    void check(@Nullable String authorization) {
        if (secret.isEmpty()) {
            throw Fault.of(
                    FaultCode.EVENTS_DISABLED, "Sluice takes notifications only when sluice.events.token is set.");
        }
        if (authorization == null || !shown(authorization)) {
            throw refused("A notification carries its token as 'Authorization: Bearer'.");
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.ISO_8859_1);
        if (!secret.get().fits(new String(given, StandardCharsets.UTF_8))) {
            throw refused("The token is not the one that sluice.events.token says.");
        }
    }

    /** Whether there is a token at all, right or wrong. */
    static boolean shown(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && !authorization.substring(SCHEME.length()).isBlank();
    }

    private static Fault refused(String detail) {
        return Fault.of(FaultCode.UNAUTHENTICATED, detail).withHeader("WWW-Authenticate", "Bearer");
    }
}
