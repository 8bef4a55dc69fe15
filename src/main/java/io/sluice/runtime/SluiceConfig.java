package io.sluice.runtime;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What concerns the process as a whole. */
@ConfigMapping(prefix = "sluice")
public interface SluiceConfig {
    /** Where objects are kept. Without it: S3 when an endpoint is set, else the local folder. */
    Optional<StoreKind> store();

    /** One real bucket for everything: every logical bucket becomes a prefix of it. */
    Optional<String> bucket();

    /** Buckets by their logical names, beside those that Sluice has of itself. */
    Map<String, BucketConfig> buckets();

    /** What holds for every bucket of the user that says nothing else; in one-bucket mode for the one. */
    BucketDefaults bucketDefaults();

    Memory memory();

    Retry retry();

    Http http();

    Ready ready();

    /** Where objects are kept. */
    enum StoreKind {
        LOCAL,
        S3
    }

    /** What holds for buckets that say nothing else. */
    interface BucketDefaults {
        /** Whether objects that are replaced or deleted stay as versions; without it, whatever the store has. */
        Optional<Boolean> versioning();

        /** How objects are encrypted where they lie: {@code none}, {@code sse-s3}, {@code sse-kms} or {@code sse-kms:key}. */
        Optional<String> encryption();
    }

    /** Memory for the bytes of all requests together. */
    interface Memory {
        /** The byte budget. Without it four tenths of the largest heap. */
        Optional<MemorySize> budget();

        /**
         * How many transfers may wait at once for each half of the budget: for the half that lets every transfer move, and
         * for the half that makes uploads fast. So at most twice as many wait in all, and neither kind keeps the other out.
         */
        @WithDefault("1000")
        int waiters();
    }

    /** Calls to the store that failed. */
    interface Retry {
        /** Attempts in all, where a call may be sent again. */
        @WithDefault("3")
        int attempts();

        /** The longest pause before the second attempt; it doubles from there. */
        @WithDefault("100ms")
        Duration firstPause();

        /** The longest pause. */
        @WithDefault("1s")
        Duration longestPause();
    }

    /** The HTTP edge. */
    interface Http {
        /**
         * Under which Sluice is reached from outside, {@code https://files.example.com}: what public URLs and links begin with. Without
         * it they begin with what the client called.
         */
        Optional<URI> publicUrl();

        /** A body in which nothing moves for so long is given up. */
        @WithDefault("30s")
        Duration stallTimeout();
    }

    /** How readiness follows the store. */
    interface Ready {
        /** How often the store is asked. */
        @WithDefault("2s")
        Duration every();

        /** An answer that takes longer counts as a failure. */
        @WithDefault("3s")
        Duration timeout();

        /** Failures in a row before readiness goes down. */
        @WithDefault("2")
        int failures();

        /** Answers in a row before it comes back. */
        @WithDefault("2")
        int successes();
    }
}
