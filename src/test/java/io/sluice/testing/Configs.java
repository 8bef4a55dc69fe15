package io.sluice.testing;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Configuration interfaces as the running service gets them. */
public final class Configs {
    private Configs() {}

    /** {@code type} with these values, and its defaults for the rest. */
    public static <T> T of(Class<T> type, Map<String, String> values) {
        return with(type, new PropertiesConfigSource(values, "test", 500)).getConfigMapping(type);
    }

    /** All of the configuration, with {@code type} in it. */
    public static SmallRyeConfig with(Class<?> type, ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(type)
                .withSources(source)
                .build();
    }
}
