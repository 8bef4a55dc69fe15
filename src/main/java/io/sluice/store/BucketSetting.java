package io.sluice.store;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something that is set on a bucket as a whole, as far as Sluice has set it: what others have set beside it is left alone. */
public sealed interface BucketSetting {
    /** What the ids of all rules begin with that Sluice sets: by that they are told from those of others. */
    String OWN = "sluice-";

    Aspect aspect();

    /** What can be set, in the order in which it is. */
    enum Aspect {
        VERSIONING,
        ENCRYPTION,
        LIFECYCLE,
        PUBLIC_READ,
        CORS,
        NOTIFICATIONS;

        /** As it stands in answers and logs. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The id of a rule of a logical bucket. No name of a bucket has a colon in it, so rules of buckets that lie in one bucket of the store
     * never have the same.
     */
    static String id(BucketName bucket, String rule) {
        return OWN + bucket + ":" + rule;
    }

    private static String own(String id) {
        if (!id.startsWith(OWN)) {
            throw new IllegalArgumentException("the id of a rule begins with " + OWN + ", not " + id);
        }
        return id;
    }

    private static <T> List<T> sorted(List<T> rules, Function<T, String> id) {
        return rules.stream().sorted(Comparator.comparing(id)).toList();
    }

    /** Whether objects that are replaced or deleted stay as versions. */
    record Versioning(boolean enabled) implements BucketSetting {
        @Override
        public Aspect aspect() {
            return Aspect.VERSIONING;
        }
    }

    /** How objects are encrypted where they lie, unless a write says otherwise. */
    record Encryption(Kind kind, @Nullable String kmsKey) implements BucketSetting {
        /** Who has the key. */
        public enum Kind {
            NONE,
            SSE_S3,
            SSE_KMS;

            /** As it stands in configuration and answers. */
            public String label() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }

            /** Empty when there is none of this name. */
            public static Optional<Kind> of(String label) {
                return Arrays.stream(values())
                        .filter(kind -> kind.label().equals(label))
                        .findFirst();
            }
        }

        @Override
        public Aspect aspect() {
            return Aspect.ENCRYPTION;
        }
    }

    /** What is deleted by itself. */
    record Lifecycle(List<LifecycleRule> rules) implements BucketSetting {
        public Lifecycle {
            rules = sorted(rules, LifecycleRule::id);
        }

        @Override
        public Aspect aspect() {
            return Aspect.LIFECYCLE;
        }
    }

    /** What anybody may read, without credentials, straight from the store: keys that begin so; an empty one is all. */
    record PublicRead(List<String> prefixes) implements BucketSetting {
        public PublicRead {
            prefixes = prefixes.stream().distinct().sorted().toList();
        }

        @Override
        public Aspect aspect() {
            return Aspect.PUBLIC_READ;
        }
    }

    /** From which pages scripts may ask. */
    record Cors(List<CorsRule> rules) implements BucketSetting {
        public Cors {
            rules = sorted(rules, CorsRule::id);
        }

        @Override
        public Aspect aspect() {
            return Aspect.CORS;
        }
    }

    /** What the store tells, and whom. */
    record Notifications(List<NotificationRule> rules) implements BucketSetting {
        public Notifications {
            rules = sorted(rules, NotificationRule::id);
        }

        @Override
        public Aspect aspect() {
            return Aspect.NOTIFICATIONS;
        }
    }

    /**
     * A rule by which something is deleted.
     *
     * @param id among the rules of the bucket
     * @param prefix of the keys it is for; empty for all
     * @param expireDays after which objects go; 0 for never
     * @param expireVersionsDays after which objects go that have been replaced or deleted; 0 for never
     * @param abortUploadsDays after which uploads go that have not come to their end; 0 for never
     */
    record LifecycleRule(String id, String prefix, int expireDays, int expireVersionsDays, int abortUploadsDays) {
        public LifecycleRule {
            own(id);
        }
    }

    /**
     * A rule for scripts of other pages.
     *
     * @param id among the rules of the bucket
     * @param origins of these pages; {@code *} for all
     * @param methods they may use
     * @param headers they may send; {@code *} for all
     * @param exposed headers of answers that they may read
     * @param maxAgeSeconds how long a browser need not ask again
     */
    record CorsRule(
            String id,
            List<String> origins,
            List<String> methods,
            List<String> headers,
            List<String> exposed,
            int maxAgeSeconds) {
        public CorsRule {
            own(id);
            origins = List.copyOf(origins);
            methods = List.copyOf(methods);
            headers = List.copyOf(headers);
            exposed = List.copyOf(exposed);
        }
    }

    /**
     * Whom the store tells of what.
     *
     * @param id among the rules of the bucket
     * @param target as the store names it, an ARN
     * @param events by their names, {@code s3:ObjectCreated:*}
     * @param prefix of the keys; empty for all
     * @param suffix of the keys; empty for all
     */
    record NotificationRule(String id, String target, List<String> events, String prefix, String suffix) {
        public NotificationRule {
            own(id);
            events = events.stream().sorted().toList();
        }
    }
}
