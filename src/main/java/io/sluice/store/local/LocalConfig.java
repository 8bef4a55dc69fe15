package io.sluice.store.local;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The embedded store: a folder. Used unless an S3 endpoint is set. */
@ConfigMapping(prefix = "sluice.local")
public interface LocalConfig {
    /** The folder; made when missing. Several processes on one machine may share it. */
    @WithDefault("./data")
    Path root();

    /** How many threads read and write files. */
    @WithDefault("16")
    int threads();
}
