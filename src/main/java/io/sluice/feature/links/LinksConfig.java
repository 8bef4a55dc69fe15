package io.sluice.feature.links;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Links. */
@ConfigMapping(prefix = "sluice.links")
public interface LinksConfig {
    /** How long a link to read holds that says nothing else; 1 s to 7 days. */
    @WithDefault("1h")
    Duration readFor();

    /** How long a link to store holds that says nothing else; 1 s to 7 days. */
    @WithDefault("300s")
    Duration writeFor();

    /**
     * What Sluice's own links are sealed with; at least 32 characters. Another one ends all of them. Without it, one is made once and
     * kept in the bucket, where only Sluice reads it.
     */
    Optional<String> secret();

    /** How long it is told again that a link holds: one that is revoked through another replica holds no longer than that. */
    @WithDefault("500ms")
    Duration freshFor();
}
