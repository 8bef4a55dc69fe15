package io.sluice.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.quarkus.netty.MainEventLoopGroup;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.runtime.SluiceConfig.StoreKind;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectStore;
import io.sluice.store.buckets.BucketDirectory;
import io.sluice.store.buckets.MappedStore;
import io.sluice.store.cache.CacheConfig;
import io.sluice.store.cache.CachedStore;
import io.sluice.store.cache.Caches;
import io.sluice.store.guard.GuardedStore;
import io.sluice.store.s3.S3Config;
import io.sluice.store.s3.S3ObjectStore;
import io.vertx.core.Vertx;
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
        return config.bucket()
                .map(real -> BucketDirectory.within(new BucketName(real), logical))
                .orElseGet(() -> BucketDirectory.each(logical, named));
    }

    @Produces
    @Singleton
    StoreKind kind(SluiceConfig config, S3Config s3) {
        return config.store().orElse(s3.endpoint().isPresent() ? StoreKind.S3 : StoreKind.LOCAL);
    }

    @Produces
    @Singleton
    ObjectStore store(Adapters adapters, StoreKind kind, BucketDirectory buckets, Guards guards) {
        ObjectStore adapter = switch (kind) {
            case LOCAL -> adapters.local();
            case S3 -> adapters.s3();
        };
        return new MappedStore(guards.around(adapter), buckets);
    }

    /** Makes the adapters. */
    @Singleton
    static class Adapters {
        private final Vertx vertx;
        private final EventLoopGroup loops;
        private final Slabs slabs;
        private final S3Config s3;
        private final LocalAdapter local;
        private final MeterRegistry meters;
        private volatile Runnable close = () -> {};

        Adapters(
                Vertx vertx,
                @MainEventLoopGroup EventLoopGroup loops,
                Slabs slabs,
                S3Config s3,
                LocalAdapter local,
                MeterRegistry meters) {
            this.vertx = vertx;
            this.loops = loops;
            this.slabs = slabs;
            this.s3 = s3;
            this.local = local;
            this.meters = meters;
        }

        /** Closes what was made; calls under way fail. */
        void close() {
            close.run();
        }

        ObjectStore local() {
            LocalAdapter.Opened opened = local.open();
            close = opened.close();
            return opened.store();
        }

        ObjectStore s3() {
            S3ObjectStore store = new S3ObjectStore(s3, loops, vertx, slabs);
            close = store::close;
            for (S3ObjectStore.PoolUse pool : store.pools()) {
                Gauge.builder(Meters.POOL_IN_USE, pool, use -> use.inUse().getAsInt())
                        .description("Calls under way, or waiting for a connection")
                        .tag("pool", pool.name())
                        .strongReference(true)
                        .register(meters);
                Gauge.builder(Meters.POOL_SIZE, pool, S3ObjectStore.PoolUse::size)
                        .description("Connections at most")
                        .tag("pool", pool.name())
                        .strongReference(true)
                        .register(meters);
            }
            return store;
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
