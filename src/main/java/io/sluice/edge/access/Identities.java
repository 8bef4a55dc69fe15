package io.sluice.edge.access;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who it is that shows a credential, whatever its kind. Thread-safe; never blocks. */
public final class Identities {
    private static final Identification NO_TOKENS =
            Identification.Refused.guess("The bearer token is no API key, and no other tokens are taken.");

    private final Optional<SecretHash> adminKey;
    private final Identifier<Credential.Key> keys;
    private final Optional<Identifier<Credential.Bearer>> tokens;
    private final Attempts attempts;

    /**
     * Who knows what.
     *
     * @param adminKey the admin key of the configuration
     * @param tokens empty when no provider is configured
     */
    public record Sources(
            Optional<SecretHash> adminKey,
            Identifier<Credential.Key> keys,
            Optional<Identifier<Credential.Bearer>> tokens) {}

    public Identities(Sources sources, Attempts attempts) {
        this.adminKey = sources.adminKey();
        this.keys = sources.keys();
        this.tokens = sources.tokens();
        this.attempts = attempts;
    }

    /**
     * Who it is, if that can be told at once; null when somebody has to be asked.
     *
     * @param from the address it comes from
     * @throws Fault {@code unauthenticated}, {@code too-many-attempts}
     */
    public @Nullable Principal atHand(Credential shown, String from) {
        attempts.check(from, shown.name());
        Identification told = looked(shown);
        return told == null ? null : principal(told, shown, from);
    }

    /** As {@link #atHand}, whoever has to be asked; fails with {@code identity-unavailable} and as reads do, too. */
    public Uni<Principal> find(Credential shown, String from) {
        return asked(shown).map(told -> principal(told, shown, from));
    }

    /**
     * Who it is by a credential that was taken before: no attempt at guessing. Fails with {@code unauthenticated} when it is taken no
     * longer, else as {@link #find}.
     */
    public Uni<Principal> again(Credential shown) {
        return Uni.createFrom().deferred(() -> {
            Identification told = looked(shown);
            return (told == null ? asked(shown) : Uni.createFrom().item(told)).map(now -> switch (now) {
                case Identification.As(var principal) -> principal;
                case Identification.Refused(var why, var _) -> throw refused(why);
            });
        });
    }

    private @Nullable Identification looked(Credential shown) {
        return switch (shown) {
            case Credential.Key key -> keys.atHand(key);
            case Credential.Bearer bearer when isAdminKey(bearer) -> admin();
            case Credential.Bearer bearer ->
                tokens.isEmpty() ? NO_TOKENS : tokens.get().atHand(bearer);
        };
    }

    private Uni<Identification> asked(Credential shown) {
        return switch (shown) {
            case Credential.Key key -> keys.find(key);
            case Credential.Bearer bearer ->
                tokens.isEmpty()
                        ? Uni.createFrom().item(NO_TOKENS)
                        : tokens.get().find(bearer);
        };
    }

    private boolean isAdminKey(Credential.Bearer bearer) {
        return adminKey.isPresent() && adminKey.get().fits(bearer.token());
    }

    private static Identification admin() {
        return new Identification.As(
                new Principal(Principal.Kind.CONFIGURED, Principal.ADMIN, List.of(Grant.unlimited(Role.ADMIN))));
    }

    private Principal principal(Identification told, Credential shown, String from) {
        return switch (told) {
            case Identification.As(var principal) -> principal;
            case Identification.Refused(var why, var guess) -> {
                if (guess) {
                    attempts.failed(from, shown.name());
                }
                throw refused(why);
            }
        };
    }

    /** As RFC 6750, section 3, has it. */
    private static Fault refused(String why) {
        return Fault.of(FaultCode.UNAUTHENTICATED, why)
                .withHeader(
                        "WWW-Authenticate",
                        "Bearer realm=\"sluice\", error=\"invalid_token\", error_description=\"" + why + "\"");
    }
}
