package io.sluice.runtime;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One logical bucket, as it is declared: {@code sluice.buckets.<name>.…}. */
public interface BucketConfig {
    /** The real bucket, when its name is another. */
    Optional<String> name();

    /** Objects belong to who has stored them: only they and admins read, replace, link and delete them. */
    @WithDefault("false")
    boolean ownership();

    /** Reads of objects are in the audit trail, too; of the bucket {@code frames}, reads of cameras and of their frames. */
    @WithDefault("false")
    boolean auditReads();

    /** What keys begin with that anybody may read without credentials; {@code *} for all. */
    Optional<List<String>> publicPrefixes();

    /** What keys begin with whose objects are never replaced, so that caches need not ask again; {@code *} for all. */
    Optional<List<String>> immutablePrefixes();

    /** What caches are told of public objects that say nothing themselves. */
    @WithDefault("public, max-age=604800")
    String cacheControl();

    /** Whether objects that are replaced or deleted stay as versions; without it, whatever the store has. */
    Optional<Boolean> versioning();

    /**
     * How objects are encrypted where they lie: {@code none}, {@code sse-s3}, {@code sse-kms} or {@code sse-kms:key}; without it,
     * whatever the store has.
     */
    Optional<String> encryption();

    /** What is deleted by itself, by names of rules. */
    Map<String, Lifecycle> lifecycle();

    /** Whom the store tells of what, by names of rules. */
    Map<String, Notification> notifications();

    /** What scripts of other pages may do. */
    Cors cors();

    /** A rule by which something is deleted; times are whole days. */
    interface Lifecycle {
        /** What keys begin with that it is for; empty for all. */
        Optional<String> prefix();

        /** After which objects go. */
        Optional<Duration> expireAfter();

        /** After which objects go that have been replaced or deleted, where there are versions. */
        Optional<Duration> expireVersionsAfter();

        /** After which uploads go that have not come to their end. */
        Optional<Duration> abortUploadsAfter();
    }

    /** Whom the store tells of what. */
    interface Notification {
        /** As the store names it: {@code arn:minio:sqs::SLUICE:webhook}. */
        String target();

        /** By their names. */
        @WithDefault("s3:ObjectCreated:*,s3:ObjectRemoved:*")
        List<String> events();

        /** What keys begin with; empty for all. */
        Optional<String> prefix();

        /** What keys end with; empty for all. */
        Optional<String> suffix();
    }

    /** What scripts of other pages may do, in the public gateway, with links, and straight with the store. */
    interface Cors {
        /** Of these pages; {@code *} for all; without any, nothing. */
        Optional<List<String>> origins();

        /** What they may use. */
        @WithDefault("GET,HEAD")
        List<String> methods();

        /** What they may send; {@code *} for anything. */
        @WithDefault("*")
        List<String> headers();

        /** What they may read of answers. */
        @WithDefault("ETag,Content-Range,Content-Length,X-Request-Id")
        List<String> exposedHeaders();

        /** How long a browser need not ask again. */
        @WithDefault("1h")
        Duration maxAge();

        /** Whether a browser may send what it knows of its user. */
        @WithDefault("false")
        boolean credentials();
    }
}
