package io.sluice.store.cache;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.nio.NioEventLoopGroup;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.ObjectStore;
import io.sluice.store.local.LocalObjectStore;
import io.sluice.store.s3.S3Config;
import io.sluice.store.s3.S3ObjectStore;
import io.sluice.testing.Configs;
import io.sluice.testing.RealMinio;
import io.sluice.testing.ServersTellOnFailure;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered stays for a minute here, so that whatever a write does not take away is seen. */
@ExtendWith(ServersTellOnFailure.class)
class CachedStoreIT {
    private static final long HEAP = 256 << 20;

    @TempDir
    static @Nullable Path root;

    private static @Nullable ExecutorService io;
    private static final Vertx VERTX = Vertx.vertx();
    private static @Nullable NioEventLoopGroup loops;
    private static @Nullable S3ObjectStore s3;
    private static @Nullable ObjectStore overFolder;
    private static @Nullable ObjectStore overMinio;

    @BeforeAll
    static void open() {
        io = Executors.newFixedThreadPool(16);
        loops = new NioEventLoopGroup(2);
        RealMinio minio = RealMinio.shared();
        Map<String, String> values = Map.of(
                "sluice.s3.endpoint", minio.endpoint().toString(),
                "sluice.s3.access-key", minio.accessKey(),
                "sluice.s3.secret-key", minio.secretKey());
        s3 = new S3ObjectStore(Configs.of(S3Config.class, values), loops, VERTX, new Slabs(64 << 20));
        overMinio = cached(s3);
        overFolder = cached(new LocalObjectStore(Objects.requireNonNull(root), io, TimeSource.system(), Ids.system()));
    }

    @AfterAll
    static void close() {
        Objects.requireNonNull(s3).close();
        var _ = Objects.requireNonNull(loops).shutdownGracefully();
        Objects.requireNonNull(io).shutdownNow();
    }

    private static ObjectStore cached(ObjectStore store) {
        Map<String, String> longer = Map.of("sluice.cache.fresh-for", "1m", "sluice.cache.missing-for", "1m");
        CacheConfig config = Configs.of(CacheConfig.class, longer);
        Caches caches = new Caches(config, HEAP, SharedMetadata.NONE, new SimpleMeterRegistry());
        return CachedStore.over(store, caches, TimeSource.system());
    }

    @Nested
    class OverAFolder extends CachedStoreContract {
        @Override
        ObjectStore cached() {
            return Objects.requireNonNull(overFolder);
        }
    }

    @Nested
    class OverMinio extends CachedStoreContract {
        @Override
        ObjectStore cached() {
            return Objects.requireNonNull(overMinio);
        }
    }
}
