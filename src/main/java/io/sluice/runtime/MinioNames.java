package io.sluice.runtime;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The environment names of the systems that Sluice replaces, so that moving is a change of image. Sluice's own names win
 * over them where they are environment variables or system properties.
 */
public final class MinioNames implements ConfigSourceFactory {
    /** Above application.properties (250), below the environment (300). */
    private static final int ORDINAL = 290;

    private static final long LEAST_PART = 5L << 20;

    /** The table: each name, in order of preference, and what it sets. */
    private static final List<Name> NAMES = List.of(
            new Name("MINIO_ACCESS_KEY", "sluice.s3.access-key"),
            new Name("MINIO__ACCESS_KEY", "sluice.s3.access-key"),
            new Name("MINIO_SECRET_KEY", "sluice.s3.secret-key"),
            new Name("MINIO__SECRET_KEY", "sluice.s3.secret-key"),
            new Name("MINIO_REGION", "sluice.s3.region"),
            new Name("MINIO__REGION", "sluice.s3.region"),
            new Name("MINIO_BUCKET_NAME", "sluice.bucket"),
            new Name("MINIO_BUCKET", "sluice.bucket"),
            new Name("MINIO_DEFAULT_BUCKET", "sluice.bucket"),
            new Name("MINIO__BUCKET", "sluice.bucket"),
            new Name("MINIO_MAX_POOL_CONNECTIONS", "sluice.s3.connections.read"),
            new Name("MINIO_MAX_POOL_CONNECTIONS", "sluice.s3.connections.write"),
            new Name("MINIO_ENABLE_CACHING", "sluice.cache.enabled"),
            new Name("MINIO__RETRY_ATTEMPTS", "sluice.retry.attempts"),
            new Name("REDIS_URL", "sluice.redis.url"));

    private record Name(String theirs, String ours) {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> ours = new HashMap<>();
        for (Name name : NAMES) {
            String value = value(context, name.theirs());
            if (value != null) {
                ours.putIfAbsent(name.ours(), value);
            }
        }
        put(ours, "sluice.s3.endpoint", endpoint(context, "MINIO_ENDPOINT", "MINIO__ENDPOINT"));
        put(ours, "sluice.s3.public-endpoint", endpoint(context, "MINIO_PUBLIC_ENDPOINT", "MINIO__PUBLIC_ENDPOINT"));
        put(ours, "sluice.store", backend(context));
        put(ours, "sluice.transfer.part-size", partSize(context));
        put(ours, "sluice.cache.shared-for", seconds(value(context, "MINIO_CACHE_TTL")));
        put(ours, "sluice.links.read-for", seconds(value(context, "MINIO__PRESIGN_EXPIRY")));
        if (truth(value(context, "MINIO_ENABLE_VERSIONING"))) {
            ours.put("sluice.bucket-defaults.versioning", "true");
        }
        if (truth(value(context, "MINIO_ENABLE_ENCRYPTION"))) {
            ours.put("sluice.bucket-defaults.encryption", "sse-s3");
        }
        return List.of(new PropertiesConfigSource(ours, "MINIO_* names", ORDINAL));
    }

    /** {@code host:port} gets its scheme from {@code MINIO_SECURE} or {@code MINIO_USE_SSL}. */
    private static @Nullable String endpoint(ConfigSourceContext context, String... names) {
        String endpoint = first(context, names);
        if (endpoint == null || endpoint.contains("://")) {
            return endpoint;
        }
        String secure = first(context, "MINIO_SECURE", "MINIO_USE_SSL", "MINIO__SECURE");
        return (truth(secure) ? "https://" : "http://") + endpoint;
    }

    private static @Nullable String backend(ConfigSourceContext context) {
        String backend = value(context, "STORAGE_BACKEND");
        return backend != null && backend.equalsIgnoreCase("minio") ? "s3" : backend;
    }

    /** Bytes; S3 takes no part under 5 MiB, so a lower threshold means that. */
    private static @Nullable String partSize(ConfigSourceContext context) {
        String bytes = value(context, "MINIO_MULTIPART_THRESHOLD");
        if (bytes == null || !bytes.chars().allMatch(Character::isDigit)) {
            return bytes;
        }
        return Long.toString(Math.max(LEAST_PART, Long.parseLong(bytes)));
    }

    private static @Nullable String seconds(@Nullable String value) {
        return value != null && value.chars().allMatch(Character::isDigit) ? value + "s" : value;
    }

    private static boolean truth(@Nullable String value) {
        return value != null && List.of("true", "1", "yes", "on").contains(value.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String first(ConfigSourceContext context, String... names) {
        for (String name : names) {
            String value = value(context, name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Nested names are written in either case. */
    private static @Nullable String value(ConfigSourceContext context, String name) {
        List<String> spellings = new ArrayList<>(List.of(name));
        if (name.startsWith("MINIO__")) {
            spellings.add("MINIO__" + name.substring("MINIO__".length()).toLowerCase(Locale.ROOT));
        }
        for (String spelling : spellings) {
            ConfigValue value = context.getValue(spelling);
            if (value != null && value.getValue() != null && !value.getValue().isBlank()) {
                return value.getValue().strip();
            }
        }
        return null;
    }

    private static void put(Map<String, String> ours, String name, @Nullable String value) {
        if (value != null) {
            ours.put(name, value);
        }
    }
}
