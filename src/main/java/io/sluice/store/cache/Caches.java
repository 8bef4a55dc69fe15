package io.sluice.store.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.sluice.store.ObjectRef;
import io.smallrye.mutiny.Uni;
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

    /**
     * The object has been changed, however: completes when no replica is told any more what was known before. What a read
     * found in the shared cache before the mark was there is forgotten too.
     */
    public Uni<Void> changed(ObjectRef object) {
        return Uni.createFrom().deferred(() -> {
            forget(object);
            return shared.changed(object).onItem().invoke(() -> forget(object));
        });
    }

    /** Nothing of the object is told from the memory of this process any more. */
    void forget(ObjectRef object) {
        metadata.forget(object);
        hot.drop(object);
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
