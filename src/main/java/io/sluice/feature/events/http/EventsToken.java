package io.sluice.feature.events.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What whoever sends notifications has to know.
 *
 * @param secret without it nobody may send any
 */
record EventsToken(Optional<String> secret) {
    private static final String SCHEME = "Bearer ";

    /**
     * @param authorization the header, as Netty decodes it, one char for each byte
     * @throws Fault {@code events-disabled}, {@code unauthenticated}
     */
    void check(@Nullable String authorization) {
        if (secret.isEmpty()) {
            throw Fault.of(
                    FaultCode.EVENTS_DISABLED, "Sluice takes notifications only when sluice.events.token is set.");
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw refused("A notification carries its token as 'Authorization: Bearer'.");
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.ISO_8859_1);
        // In a time that does not tell how much of it is right.
        if (!MessageDigest.isEqual(given, secret.get().getBytes(StandardCharsets.UTF_8))) {
            throw refused("The token is not the one that sluice.events.token says.");
        }
    }

    private static Fault refused(String detail) {
        return Fault.of(FaultCode.UNAUTHENTICATED, detail).withHeader("WWW-Authenticate", "Bearer");
    }
}
