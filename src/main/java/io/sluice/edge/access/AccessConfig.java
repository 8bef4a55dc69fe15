package io.sluice.edge.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may do what. */
@ConfigMapping(prefix = "sluice.access")
public interface AccessConfig {
    /** Whether who asks has to show who they are. */
    @WithDefault("loopback")
    Mode mode();

    /**
     * A key that is always an admin's; at least 32 characters of ASCII, without blanks, and not beginning with {@code slk_}. Without
     * one, and without any API key, Sluice makes a first admin key and prints it once.
     */
    Optional<String> adminKey();

    /** How long what was read of an API key is told again: a key that is revoked through another replica works no longer than that. */
    @WithDefault("1s")
    Duration freshFor();

    /** Tokens of an identity provider. */
    Tokens tokens();

    /** What the groups are for that tokens name; without any, a group of the name of a role has that role. */
    Map<String, Group> groups();

    /** Whether who asks has to show who they are. */
    enum Mode {
        /** Nobody has to; for that Sluice answers only on this machine, and only to its names. */
        LOOPBACK,
        /** Everybody has to. */
        REQUIRED,
        /** Nobody has to, wherever they are. */
        OPEN
    }

    /** Tokens of an OpenID Connect provider: JWTs that it has signed. */
    interface Tokens {
        /** Who signs them, exactly as they name it ({@code iss}); without it no tokens are taken. */
        Optional<URI> issuer();

        /** Whom they must be for ({@code aud}): one of these. */
        Optional<List<String>> audience();

        /** Where the issuer's public keys are (a JWKS); without it that is asked of {@code {issuer}/.well-known/openid-configuration}. */
        Optional<URI> jwks();

        /** The claim that says who it is. */
        @WithDefault("sub")
        String subjectClaim();

        /** The claim that lists groups; a dot leads into an object ({@code realm_access.roles}). */
        @WithDefault("groups")
        String groupsClaim();

        /** How far clocks may be apart. */
        @WithDefault("30s")
        Duration skew();

        /** How often the issuer's keys are read again; a key that is not known yet is looked for at once. */
        @WithDefault("10m")
        Duration refresh();
    }

    /** What a group is for. */
    interface Group {
        /** Roles: {@code reader}, {@code writer}, {@code camera}, {@code worker}, {@code admin}. */
        List<Role> roles();

        /** Buckets that they are limited to; this and the limits below are not empty when they are there. */
        Optional<List<String>> buckets();

        /** What keys begin with that they are limited to. */
        Optional<List<String>> prefixes();

        /** Cameras that they are limited to; {@code *} at the end stands for all that begin so. */
        Optional<List<String>> cameras();
    }
}
