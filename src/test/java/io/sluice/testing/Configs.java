package io.sluice.testing;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configuration interfaces as the running service gets them. */
public final class Configs {
    private Configs() {}

    /** {@code type} with these values, and its defaults for the rest. */
    public static <T> T of(Class<T> type, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(type)
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build()
                .getConfigMapping(type);
    }
}
