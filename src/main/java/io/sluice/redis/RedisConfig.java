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

    /** How long a command may take before it counts as failed. */
    @WithDefault("50ms")
    Duration timeout();
}
