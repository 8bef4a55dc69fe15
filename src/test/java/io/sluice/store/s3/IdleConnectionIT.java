package io.sluice.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.nio.NioEventLoopGroup;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Slabs;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.sluice.store.WriteCondition;
import io.sluice.testing.RealMinio;
import io.vertx.core.Vertx;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SDK remembers the last request of an idle connection; its bytes must not stay with it, for nobody pays for them. */
class IdleConnectionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SIZE = 1 << 20;
    private static final ObjectRef OBJECT = ObjectRef.of("idle-connections", "object");

    private final Vertx vertx = Vertx.vertx();
    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final Slabs slabs = new Slabs(64 << 20);
    private final S3ObjectStore store = new S3ObjectStore(S3TestConfig.of(RealMinio.shared()), loops, vertx, slabs);

    @BeforeEach
    void makeTheBucket() {
        store.ensureBucket(new BucketName("idle-connections")).await().atMost(PATIENCE);
    }

    @AfterEach
    void close() {
        store.close();
        var _ = vertx.close();
        var _ = loops.shutdownGracefully();
    }

    @Test
    void keepsNoBytesOfItsLastWrite() {
        assertCollected(written());
    }

    @Test
    void keepsNoBytesOfItsLastRead() {
        WeakReference<byte[]> _ = written();
        assertCollected(new WeakReference<>(read().chunks().getFirst()));
    }

    @Test
    void takesTheMemoryOfALargeReadAgain() {
        WeakReference<byte[]> _ = written();
        read().read().run();
        assertThat(slabs.kept()).isEqualTo(SIZE);
        ReadRange second = read();
        assertThat(slabs.kept()).isZero();
        second.read().run();
        assertThat(slabs.kept()).isEqualTo(SIZE);
    }

    private WeakReference<byte[]> written() {
        byte[] bytes = new byte[SIZE];
        store.put(OBJECT, Attributes.NONE, WriteCondition.NONE, Body.of(ByteBuffer.wrap(bytes)))
                .await()
                .atMost(PATIENCE);
        return new WeakReference<>(bytes);
    }

    private ReadRange read() {
        return store.get(OBJECT, ByteRange.all(), SIZE, ReadCondition.NONE)
                .await()
                .atMost(PATIENCE);
    }

    private static void assertCollected(WeakReference<?> bytes) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            System.gc();
            assertThat(bytes.get()).isNull();
        });
    }
}
