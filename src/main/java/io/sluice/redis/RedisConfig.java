package io.sluice.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Redis, which only makes things faster: Sluice starts without it and goes on when it dies. */
@ConfigMapping(prefix = "sluice.redis")
public interface RedisConfig {
    /** Where it is: {@code redis://[user:password@]host:port[/db]}. Without it everything stays in the process. */
    Optional<String> url();

    /** How long a command may take; one that takes longer breaks the link, and nobody waits for Redis until it is back. */
    @WithDefault("20ms")
    Duration timeout();

    /** What the names of all keys and channels begin with; one for all replicas of one Sluice. */
    @WithDefault("sluice:")
    String prefix();
}
