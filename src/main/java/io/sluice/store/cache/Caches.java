package io.sluice.store.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;

/** What {@link CachedStore} remembers in. One for the process. */
public final class Caches {
    private static final long METADATA_OF_HEAP = 40;
    private static final long OBJECTS_OF_HEAP = 10;

    private final MetadataCache metadata;
    private final HotObjects hot;
    private final SharedMetadata shared;
    private final Lookups lookups;

    /** @param heap bytes of memory that the shares are of, where the configuration names none */
    public Caches(CacheConfig config, long heap, SharedMetadata shared, MeterRegistry meters) {
        Duration fresh = config.freshFor();
        Duration missing = config.missingFor().compareTo(fresh) < 0 ? config.missingFor() : fresh;
        this.metadata = new MetadataCache(
                new MetadataCache.Freshness(fresh, missing),
                config.metadataMemory().map(MemorySize::asLongValue).orElse(heap / METADATA_OF_HEAP));
        this.hot = new HotObjects(
                config.objects().memory().map(MemorySize::asLongValue).orElse(heap / OBJECTS_OF_HEAP),
                config.objects().largest().asLongValue());
        this.shared = shared;
        this.lookups = new Lookups(meters);
    }

    MetadataCache metadata() {
        return metadata;
    }

    HotObjects hot() {
        return hot;
    }

    SharedMetadata shared() {
        return shared;
    }

    Lookups lookups() {
        return lookups;
    }
}
