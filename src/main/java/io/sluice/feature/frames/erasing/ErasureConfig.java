package io.sluice.feature.frames.erasing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Erasing frames. */
@ConfigMapping(prefix = "sluice.frames")
public interface ErasureConfig {
    /** How often it is looked whether there is something to erase that another replica was asked for, or has not brought to its end. */
    @WithDefault("30s")
    Duration erasureEvery();
}
