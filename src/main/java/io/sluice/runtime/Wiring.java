package io.sluice.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.runtime.configuration.MemorySize;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.objects.ObjectIntake;
import io.sluice.edge.objects.ObjectReading;
import io.sluice.edge.objects.PublicObjects;
import io.sluice.feature.events.BucketNotifications;
import io.sluice.feature.objects.ObjectListing;
import io.sluice.redis.RedisConfig;
import io.sluice.redis.RedisLink;
import io.sluice.store.ObjectListener;
import io.sluice.store.ObjectStore;
import io.sluice.store.buckets.BucketDirectory;
import io.sluice.store.cache.CacheConfig;
import io.sluice.store.cache.Caches;
import io.sluice.store.cache.SharedMetadata;
import io.sluice.store.cache.redis.RedisMetadata;
import io.sluice.store.manifest.Manifests;
import io.sluice.store.objects.StoredObjects;
import io.sluice.store.transfer.Downloads;
import io.sluice.store.transfer.TransferConfig;
import io.sluice.store.transfer.Uploads;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Assembles everything but the store. */
@ApplicationScoped
public class Wiring {
    private static final int BUDGET_TENTHS_OF_HEAP = 4;

    @Produces
    @Singleton
    TimeSource time() {
        return TimeSource.system();
    }

    @Produces
    @Singleton
    Ids ids() {
        return Ids.system();
    }

    @Produces
    @Singleton
    Timers timers(Vertx vertx) {
        return (delay, task) -> {
            long timer = vertx.setTimer(Math.max(1, delay.toMillis()), _ -> task.run());
            return () -> vertx.cancelTimer(timer);
        };
    }

    @Produces
    @Singleton
    ByteBudget budget(SluiceConfig config, Timers timers, MeterRegistry meters) {
        long fromHeap = Runtime.getRuntime().maxMemory() / 10 * BUDGET_TENTHS_OF_HEAP;
        long capacity = config.memory().budget().map(MemorySize::asLongValue).orElse(fromHeap);
        ByteBudget budget = new ByteBudget(capacity, config.memory().waiters(), timers);
        Gauge.builder(Meters.BUDGET_USED, budget, ByteBudget::used)
                .description("Bytes held for transfers now")
                .register(meters);
        Gauge.builder(Meters.BUDGET_CAPACITY, budget, ByteBudget::capacity)
                .description("Bytes that may be held at most")
                .register(meters);
        Gauge.builder(Meters.BUDGET_WAITERS, budget, ByteBudget::waiting)
                .description("Transfers that wait for memory now")
                .register(meters);
        return budget;
    }

    @Produces
    @Singleton
    Slabs slabs(ByteBudget budget, MeterRegistry meters) {
        Slabs slabs = new Slabs(budget.capacity());
        Gauge.builder(Meters.SLABS_KEPT, slabs, Slabs::kept)
                .description("Bytes of memory off the heap that lie ready for transfers")
                .register(meters);
        return slabs;
    }

    /** Netty has several groups of event loops, whose numbers of threads would all be one gauge. */
    @Produces
    @Singleton
    MeterFilter noGaugeOfSeveral() {
        return MeterFilter.deny(meter -> meter.getName().equals("netty.eventexecutor.workers"));
    }

    @Produces
    @Singleton
    RedisLink redis(Vertx vertx, RedisConfig config, Timers timers) {
        return new RedisLink(vertx, config, timers);
    }

    @Produces
    @Singleton
    Caches caches(
            CacheConfig config, RedisConfig redis, RedisLink link, TimeSource time, Ids ids, MeterRegistry meters) {
        RedisMetadata.Settings settings = new RedisMetadata.Settings(redis.prefix(), ids.next(), config.sharedFor());
        SharedMetadata shared = redis.url().isPresent() ? new RedisMetadata(link, settings, time) : SharedMetadata.NONE;
        return new Caches(config, Runtime.getRuntime().maxMemory(), shared, meters);
    }

    /** Who loses a race reads again soon: that takes a call, and no busy server is spared by waiting longer. */
    @Produces
    @Singleton
    Manifests.Parts manifests(ObjectStore store, ByteBudget budget, Timers timers) {
        Backoff backoff = Backoff.system(Duration.ofMillis(10), Duration.ofMillis(500));
        return new Manifests.Parts(store, budget, timers, backoff);
    }

    @Produces
    @Singleton
    Uploads uploads(ObjectStore store, ByteBudget budget, Slabs slabs, TransferConfig config, MeterRegistry meters) {
        return new Uploads(store, new Uploads.Memory(budget, slabs), config.settings(), meters);
    }

    @Produces
    @Singleton
    Downloads downloads(ObjectStore store, ByteBudget budget, TransferConfig config) {
        return new Downloads(store, budget, config.settings());
    }

    @Produces
    @Singleton
    StoredObjects objects(ObjectStore store, Uploads uploads, Downloads downloads, BucketDirectory buckets) {
        return new StoredObjects(store, uploads, downloads, buckets.places()::containsKey);
    }

    @Produces
    @Singleton
    ObjectReading reading(StoredObjects objects, BodyFlows.Factory bodies) {
        return new ObjectReading(objects, bodies);
    }

    @Produces
    @Singleton
    ObjectIntake intake(StoredObjects objects, BodyFlows.Factory bodies, PublicObjects published) {
        return new ObjectIntake(objects, bodies, published);
    }

    @Produces
    @Singleton
    ObjectListing listing(StoredObjects objects, ObjectStore store) {
        return new ObjectListing(objects, store);
    }

    /** What is remembered is forgotten before anybody else hears of the event, and may read the object. */
    @Produces
    @Singleton
    BucketNotifications notifications(BucketDirectory buckets, CacheConfig config, Caches caches) {
        ObjectListener forgetting = event -> caches.changed(buckets.real(event.object()));
        return new BucketNotifications(buckets::logical, config.enabled() ? List.of(forgetting) : List.of());
    }

    @Produces
    @Singleton
    BodyFlows.Factory bodies(Timers timers, TimeSource time, SluiceConfig config) {
        return new BodyFlows.Factory(timers, time, config.http().stallTimeout());
    }
}
