package io.sluice.feature.frames.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Letting go of frames. */
@ConfigMapping(prefix = "sluice.frames")
public interface RetentionConfig {
    /** How long frames are kept of cameras whose settings do not say it; without it, for ever. */
    Optional<Duration> retention();

    /** How often it is looked whether the time of frames is over. */
    @WithDefault("10m")
    Duration retentionEvery();
}
