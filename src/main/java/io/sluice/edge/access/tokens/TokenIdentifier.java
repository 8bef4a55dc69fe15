package io.sluice.edge.access.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.base.bytes.Sha256;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.AccessConfig;
import io.sluice.edge.access.Credential;
import io.sluice.edge.access.Identification;
import io.sluice.edge.access.Identification.Refused;
import io.sluice.edge.access.Identifier;
import io.sluice.edge.access.tokens.TokenCheck.Checked;
import io.smallrye.mutiny.Uni;
import java.security.Key;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jose4j.jws.JsonWebSignature;
import org.jspecify.annotations.Nullable;

/**
 * Tells who it is by tokens of the one issuer. What was looked at once is remembered by its hash until it expires, or the issuer has
 * other keys: a signature costs more than a small object. Thread-safe.
 */
public final class TokenIdentifier implements Identifier<Credential.Bearer> {
    /** Characters; no token of a provider is as long. */
    static final int LONGEST = 8 << 10;

    private static final int MOST_REMEMBERED = 10_000;

    private final TokenCheck check;
    private final KeySet keys;
    private final TimeSource time;
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    /** @param version of the issuer's keys */
    private record Known(Checked checked, String version) {}

    /** @param jwks reads the issuer's keys */
    public TokenIdentifier(AccessConfig config, Supplier<Uni<String>> jwks, TimeSource time) {
        this.check = new TokenCheck(TokenCheck.Expected.of(config.tokens()), TokenGrants.of(config), time);
        this.keys = new KeySet(jwks, config.tokens().refresh(), time);
        this.time = time;
    }

    @Override
    public @Nullable Identification atHand(Credential.Bearer shown) {
        if (shown.token().length() > LONGEST) {
            return Refused.here("No token is longer than " + LONGEST + " characters.");
        }
        String print = HexFormat.of().formatHex(Sha256.of(shown.token()));
        Known before = known.getIfPresent(print);
        if (before != null && holds(before)) {
            return before.checked().who();
        }
        Optional<JsonWebSignature> signature = TokenCheck.signature(shown.token());
        if (signature.isEmpty()) {
            return Refused.guess("The bearer token is neither an API key nor a signed token.");
        }
        return keys.find(signature.get())
                .map(key -> looked(print, shown.token(), key))
                .orElse(null);
    }

    private boolean holds(Known before) {
        return time.now().getEpochSecond() < before.checked().epochSeconds()
                && before.version().equals(keys.version());
    }

    private Identification looked(String print, String token, Key key) {
        String version = keys.version();
        Checked checked = check.check(token, key);
        if (checked.who() instanceof Identification.As) {
            known.put(print, new Known(checked, version));
        }
        return checked.who();
    }

    /** The issuer is asked for all its keys at once, and not too often. */
    @Override
    public Uni<Identification> find(Credential.Bearer shown) {
        return keys.renew().map(_ -> {
            Identification now = atHand(shown);
            return now == null
                    ? Refused.here("The token is signed with a key that the issuer is not known to have.")
                    : now;
        });
    }
}
