package io.sluice.feature.frames.upkeep;

import io.netty.channel.nio.NioEventLoopGroup;
import io.sluice.base.bytes.Slabs;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectStore;
import io.sluice.store.buckets.BucketDirectory;
import io.sluice.store.buckets.MappedStore;
import io.sluice.store.s3.S3Config;
import io.sluice.store.s3.S3ObjectStore;
import io.sluice.testing.Configs;
import io.sluice.testing.RealMinio;
import io.sluice.testing.ServersTellOnFailure;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** Joining packs in a real MinIO. */
@ExtendWith(ServersTellOnFailure.class)
class S3CompactionIT extends CompactionContract {
    private static final Vertx VERTX = Vertx.vertx();
    private static @Nullable NioEventLoopGroup loops;
    private static @Nullable S3ObjectStore store;

    @BeforeAll
    static void connect() {
        RealMinio minio = RealMinio.shared();
        Map<String, String> values = Map.of(
                "sluice.s3.endpoint", minio.endpoint().toString(),
                "sluice.s3.access-key", minio.accessKey(),
                "sluice.s3.secret-key", minio.secretKey());
        loops = new NioEventLoopGroup(2);
        store = new S3ObjectStore(Configs.of(S3Config.class, values), loops, VERTX, new Slabs(64 << 20));
    }

    @AfterAll
    static void close() {
        Objects.requireNonNull(store).close();
        var _ = VERTX.close();
        var _ = Objects.requireNonNull(loops).shutdownGracefully();
    }

    @Override
    protected ObjectStore open(Path empty, ExecutorService executor) {
        BucketName real = new BucketName("frames-" + UUID.randomUUID());
        return new MappedStore(
                Objects.requireNonNull(store), BucketDirectory.each(Set.of(FRAMES), Map.of(FRAMES, real)));
    }
}
