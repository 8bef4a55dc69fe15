package io.sluice.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.quarkus.netty.MainEventLoopGroup;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.telemetry.Meters;
import io.sluice.store.s3.S3Config;
import io.sluice.store.s3.S3ObjectStore;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/** Makes the store on an S3 server, and has its connections measured. */
@Singleton
class S3Adapter {
    private final Vertx vertx;
    private final EventLoopGroup loops;
    private final Slabs slabs;
    private final S3Config config;
    private final MeterRegistry meters;

    S3Adapter(
            Vertx vertx, @MainEventLoopGroup EventLoopGroup loops, Slabs slabs, S3Config config, MeterRegistry meters) {
        this.vertx = vertx;
        this.loops = loops;
        this.slabs = slabs;
        this.config = config;
        this.meters = meters;
    }

    StoreWiring.Opened open() {
        S3ObjectStore store = new S3ObjectStore(config, loops, vertx, slabs);
        store.pools().forEach(this::measure);
        return new StoreWiring.Opened(store, store.settings(), store.presigner(), store::close);
    }

    private void measure(S3ObjectStore.PoolUse pool) {
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
}
