package io.sluice.runtime;

import io.sluice.edge.access.AccessConfig;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * Limits of groups that are there and name nothing, as of a variable that a deployment has not set. They are read like none at all, and
 * would give what was meant to be limited for everything.
 */
@Singleton
record GroupLimits(Config config, AccessConfig access) {
    /** @throws IllegalStateException with the name of the property */
    void check() {
        access.groups().forEach((name, group) -> {
            check(name, "buckets", group.buckets());
            check(name, "prefixes", group.prefixes());
            check(name, "cameras", group.cameras());
        });
    }

    private void check(String group, String limit, Optional<List<String>> named) {
        String name = group.indexOf('.') < 0 ? group : '"' + group + '"';
        String property = "sluice.access.groups." + name + "." + limit;
        if (named.orElse(List.of()).stream().allMatch(String::isBlank) && isThere(property)) {
            throw new IllegalStateException(
                    property + " is there and names nothing: leave it out for no such limit, or say what is meant.");
        }
    }

    private boolean isThere(String property) {
        ConfigValue value = config.getConfigValue(property);
        return value.getRawValue() != null
                || value.getValue() != null
                || StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                        .anyMatch(name -> name.startsWith(property + "["));
    }
}
