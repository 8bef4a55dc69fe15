package io.sluice.runtime;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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
    Map<String, Bucket> buckets();

    Memory memory();

    Retry retry();

    Http http();

    Ready ready();

    /** Where objects are kept. */
    enum StoreKind {
        LOCAL,
        S3
    }

    /** One logical bucket. */
    interface Bucket {
        /** The real bucket, when its name is another. */
        Optional<String> name();

        /** Objects belong to who has stored them: only they and admins read, replace, link and delete them. */
        @WithDefault("false")
        boolean ownership();

        /** Reads of objects are in the audit trail, too. */
        @WithDefault("false")
        boolean auditReads();
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
