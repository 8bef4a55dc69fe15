package io.sluice.store.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What is kept of objects so that reading them again is fast. */
@ConfigMapping(prefix = "sluice.cache")
public interface CacheConfig {
    /** Without it every read asks the store. */
    @WithDefault("true")
    boolean enabled();

    /**
     * How long what was learnt is told again without asking: no answer is staler than this after a write through another
     * replica. After a write through the same one nothing stale is told at all.
     */
    @WithDefault("1s")
    Duration freshFor();

    /** How long it is remembered that an object is not there; at most {@code freshFor}. */
    @WithDefault("500ms")
    Duration missingFor();

    /**
     * How long Redis keeps what was learnt. A write that passes Sluice by, and of which no bucket notification tells
     * ({@code sluice.events}), may go unseen for as long.
     */
    @WithDefault("3600s")
    Duration sharedFor();

    /** Memory for metadata; by default a fortieth of the heap. */
    Optional<MemorySize> metadataMemory();

    /** The bytes of small objects that are read often. */
    Objects objects();

    /** The bytes of small objects that are read often. */
    interface Objects {
        /** Memory for them, on top of the byte budget; by default a tenth of the heap. */
        Optional<MemorySize> memory();

        /** No larger object is kept. */
        @WithDefault("256K")
        MemorySize largest();
    }
}
