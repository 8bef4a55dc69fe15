package io.sluice.runtime;

import static org.awaitility.Awaitility.await;

import io.netty.channel.nio.NioEventLoopGroup;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.store.BucketName;
import io.sluice.store.buckets.BucketDirectory;
import io.sluice.store.s3.S3Config;
import io.sluice.store.s3.S3ObjectStore;
import io.sluice.testing.Configs;
import io.sluice.testing.HungServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreWatchIT {
    private final Vertx vertx = Vertx.vertx();
    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final Timers timers = (delay, task) -> {
        var timer = loops.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    };

    @AfterAll
    void close() {
        var _ = vertx.close();
        var _ = loops.shutdownGracefully();
    }

    /** The store's own time-outs are far longer than the watch waits. */
    @Test
    void aStoreThatAcceptsAndNeverAnswersIsMissedInTime() {
        try (HungServer server = HungServer.silent();
                S3ObjectStore store = new S3ObjectStore(s3(server), loops, vertx, new Slabs(64 << 20))) {
            SluiceConfig config = Configs.of(
                    SluiceConfig.class, Map.of("sluice.ready.timeout", "300ms", "sluice.ready.every", "100ms"));
            BucketDirectory buckets = BucketDirectory.each(Set.of(new BucketName("files")), Map.of());
            StoreWatch watch = new StoreWatch(store, buckets, timers, TimeSource.system(), config);

            watch.start();

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> watch.seen().problem().equals("store-timeout"));
            watch.stop();
        }
    }

    private static S3Config s3(HungServer server) {
        return Configs.of(
                S3Config.class,
                Map.of(
                        "sluice.s3.endpoint", server.endpoint().toString(),
                        "sluice.s3.access-key", "some",
                        "sluice.s3.secret-key", "body"));
    }
}
