package io.sluice.store.local;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The embedded store: a folder. Used unless an S3 endpoint is set. */
@ConfigMapping(prefix = "sluice.local")
public interface LocalConfig {
    /** The folder; made when missing. Several processes on one machine may share it. */
    @WithDefault("./data")
    Path root();

    /** How many threads read and write files. */
    @WithDefault("16")
    int threads();

    /** Uploads in parts that were begun and not ended are removed when nobody has touched them for so long. */
    @WithDefault("7d")
    Duration abandonedAfter();
}
