package io.sluice.runtime;

import io.sluice.edge.gateway.CorsPolicy;
import io.sluice.edge.gateway.PublicBucket;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads what configuration says of a bucket. What is wrong with it keeps Sluice from starting, with the name of the property: a
 * bucket must not become more open than somebody meant.
 *
 * @param kept whether Sluice looks after what is in it
 */
record BucketDeclaration(BucketName bucket, BucketConfig config, boolean kept) {
    private static final String ALL = "*";
    private static final String WILD = "*?$";
    private static final int LONGEST_DAYS = 100 * 365;

    PublicBucket published() {
        return new PublicBucket(
                prefixes("public-prefixes", config.publicPrefixes()),
                prefixes("immutable-prefixes", config.immutablePrefixes()),
                config.cacheControl(),
                cors());
    }

    /** In the names of the logical bucket. */
    List<BucketSetting> settings() {
        List<BucketSetting> settings = new ArrayList<>();
        config.versioning().ifPresent(enabled -> settings.add(new BucketSetting.Versioning(enabled)));
        config.encryption().ifPresent(text -> settings.add(encryption(property("encryption"), text)));
        List<String> prefixes = prefixes("public-prefixes", config.publicPrefixes());
        if (!prefixes.isEmpty()) {
            settings.add(new BucketSetting.PublicRead(prefixes));
        }
        if (!config.lifecycle().isEmpty()) {
            settings.add(new BucketSetting.Lifecycle(config.lifecycle().entrySet().stream()
                    .map(rule -> lifecycle(rule.getKey(), rule.getValue()))
                    .toList()));
        }
        if (!config.notifications().isEmpty()) {
            settings.add(new BucketSetting.Notifications(config.notifications().entrySet().stream()
                    .map(rule -> notification(rule.getKey(), rule.getValue()))
                    .toList()));
        }
        if (!cors().origins().isEmpty()) {
            settings.add(new BucketSetting.Cors(List.of(corsRule(cors()))));
        }
        return settings;
    }

    static BucketSetting encryption(String property, String text) {
        String[] parts = text.split(":", 2);
        Optional<BucketSetting.Encryption.Kind> kind = BucketSetting.Encryption.Kind.of(parts[0]);
        String key = parts.length > 1 ? parts[1] : null;
        if (kind.isEmpty() || (key != null && kind.get() != BucketSetting.Encryption.Kind.SSE_KMS)) {
            throw new IllegalStateException(property + " is none, sse-s3, sse-kms or sse-kms:key, not '" + text + "'.");
        }
        return new BucketSetting.Encryption(kind.get(), key);
    }

    /** A literal beginning of keys: the policies of S3 would read some characters as patterns. */
    private List<String> prefixes(String name, Optional<List<String>> declared) {
        List<String> prefixes = declared.orElse(List.of());
        if (!prefixes.isEmpty() && kept) {
            throw new IllegalStateException(
                    property(name) + " cannot be: what Sluice keeps there is not for everybody.");
        }
        return prefixes.stream().map(prefix -> prefix(name, prefix)).toList();
    }

    private String prefix(String name, String prefix) {
        if (prefix.equals(ALL)) {
            return "";
        }
        if (prefix.isEmpty() || prefix.chars().anyMatch(c -> WILD.indexOf(c) >= 0)) {
            throw new IllegalStateException(
                    property(name) + " has beginnings of keys, or only '*' for all; '" + prefix + "' is neither.");
        }
        return prefix;
    }

    private BucketSetting.LifecycleRule lifecycle(String name, BucketConfig.Lifecycle rule) {
        String property = property("lifecycle." + name);
        if (kept && rule.expireAfter().isPresent()) {
            throw new IllegalStateException(
                    property + ".expire-after cannot be: Sluice itself looks after what it keeps there.");
        }
        BucketSetting.LifecycleRule read = new BucketSetting.LifecycleRule(
                id(name),
                rule.prefix().orElse(""),
                days(property + ".expire-after", rule.expireAfter()),
                days(property + ".expire-versions-after", rule.expireVersionsAfter()),
                days(property + ".abort-uploads-after", rule.abortUploadsAfter()));
        if (read.expireDays() + read.expireVersionsDays() + read.abortUploadsDays() == 0) {
            throw new IllegalStateException(
                    property + " does nothing: it needs expire-after, expire-versions-after or abort-uploads-after.");
        }
        return read;
    }

    /** S3 counts in days; 0 for none. */
    static int days(String property, Optional<Duration> declared) {
        if (declared.isEmpty()) {
            return 0;
        }
        Duration duration = declared.get();
        long days = duration.toDays();
        if (days < 1 || days > LONGEST_DAYS || !Duration.ofDays(days).equals(duration)) {
            throw new IllegalStateException(
                    property + " is a number of whole days, such as 30d, not " + duration + ".");
        }
        return (int) days;
    }

    private BucketSetting.NotificationRule notification(String name, BucketConfig.Notification rule) {
        return new BucketSetting.NotificationRule(
                id(name),
                rule.target(),
                rule.events(),
                rule.prefix().orElse(""),
                rule.suffix().orElse(""));
    }

    private CorsPolicy cors() {
        BucketConfig.Cors cors = config.cors();
        try {
            return new CorsPolicy(
                    cors.origins().orElse(List.of()),
                    cors.methods(),
                    cors.headers().stream()
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .toList(),
                    cors.exposedHeaders(),
                    cors.maxAge(),
                    cors.credentials());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException(property("cors") + ": " + wrong.getMessage() + ".", wrong);
        }
    }

    private BucketSetting.CorsRule corsRule(CorsPolicy cors) {
        return new BucketSetting.CorsRule(
                id("cors"), cors.origins(), cors.methods(), cors.headers(), cors.exposed(), (int)
                        cors.maxAge().toSeconds());
    }

    private String id(String rule) {
        return BucketSetting.id(bucket, rule);
    }

    private String property(String name) {
        return "sluice.buckets." + bucket + "." + name;
    }
}
