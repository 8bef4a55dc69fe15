package io.sluice.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.runtime.SluiceConfig.StoreKind;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSettings;
import io.sluice.store.ObjectStore;
import io.sluice.store.Presigner;
import io.sluice.store.buckets.BucketDirectory;
import io.sluice.store.buckets.MappedPresigner;
import io.sluice.store.buckets.MappedStore;
import io.sluice.store.cache.CacheConfig;
import io.sluice.store.cache.CachedStore;
import io.sluice.store.cache.Caches;
import io.sluice.store.guard.GuardedStore;
import io.sluice.store.s3.S3Config;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Assembles the store: the adapter, then measuring, then retrying, then what is remembered, then logical names. */
@ApplicationScoped
public class StoreWiring {
    /** The buckets Sluice has of itself. */
    private static final Set<String> OWN =
            Set.of("files", "frames", AccessWiring.SYSTEM.value(), AccessWiring.AUDIT.value());

    @Produces
    @Singleton
    BucketDirectory buckets(SluiceConfig config) {
        Set<BucketName> logical = new HashSet<>();
        Map<BucketName, BucketName> named = new HashMap<>();
        OWN.forEach(name -> logical.add(new BucketName(name)));
        config.buckets().forEach((name, bucket) -> {
            logical.add(new BucketName(name));
            bucket.name().ifPresent(real -> named.put(new BucketName(name), new BucketName(real)));
        });
        BucketDirectory directory = config.bucket()
                .map(real -> BucketDirectory.within(new BucketName(real), logical))
                .orElseGet(() -> BucketDirectory.each(logical, named));
        return new KeptPlaces(directory).apart();
    }

    @Produces
    @Singleton
    StoreKind kind(SluiceConfig config, S3Config s3) {
        return config.store().orElse(s3.endpoint().isPresent() ? StoreKind.S3 : StoreKind.LOCAL);
    }

    @Produces
    @Singleton
    ObjectStore store(Adapters adapters, BucketDirectory buckets, Guards guards) {
        return new MappedStore(guards.around(adapters.opened().store()), buckets);
    }

    @Produces
    @Singleton
    BucketSettings settings(Adapters adapters) {
        return adapters.opened().settings();
    }

    @Produces
    @Singleton
    Presigner presigner(Adapters adapters, BucketDirectory buckets) {
        return new MappedPresigner(adapters.opened().presigner(), buckets);
    }

    /** The adapter: what everything else is put around. */
    record Opened(ObjectStore store, BucketSettings settings, Presigner presigner, Runnable close) {}

    /** Makes the adapter. */
    @Singleton
    static class Adapters {
        private final Opened opened;

        Adapters(StoreKind kind, S3Adapter s3, LocalAdapter local) {
            this.opened = switch (kind) {
                case LOCAL -> local.open();
                case S3 -> s3.open();
            };
        }

        Opened opened() {
            return opened;
        }

        /** Closes what was made; calls under way fail. */
        void close() {
            opened.close().run();
        }
    }

    /** Puts what every call passes around an adapter. */
    @Singleton
    record Guards(
            SluiceConfig config,
            Timers timers,
            TimeSource time,
            MeterRegistry meters,
            CacheConfig cache,
            Caches caches) {
        ObjectStore around(ObjectStore adapter) {
            SluiceConfig.Retry retry = config.retry();
            Backoff backoff = Backoff.system(retry.firstPause(), retry.longestPause());
            ObjectStore measured = GuardedStore.measured(adapter, meters, time);
            ObjectStore retrying = GuardedStore.retrying(measured, retry.attempts(), backoff, timers, meters);
            return cache.enabled() ? CachedStore.over(retrying, caches, time) : retrying;
        }
    }
}
