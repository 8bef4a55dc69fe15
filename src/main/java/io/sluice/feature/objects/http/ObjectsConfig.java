package io.sluice.feature.objects.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Objects over HTTP. */
@ConfigMapping(prefix = "sluice.objects")
public interface ObjectsConfig {
    /** The largest object that may be put; a larger body is answered 413, counted as it comes when it has no length. */
    @WithDefault("5T")
    MemorySize maxSize();
}
