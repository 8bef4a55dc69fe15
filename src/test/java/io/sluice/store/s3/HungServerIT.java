package io.sluice.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.nio.NioEventLoopGroup;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.Fault.Effect;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.sluice.store.Chunks;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.WriteCondition;
import io.sluice.testing.Configs;
import io.sluice.testing.HungServer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is told of a store that hangs, and how soon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HungServerIT {
    private static final ObjectRef OBJECT = ObjectRef.of("bucket", "key");
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);

    @AfterAll
    void close() {
        var _ = vertx.close();
        var _ = loops.shutdownGracefully();
    }

    private S3ObjectStore store(HungServer server, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "sluice.s3.endpoint", server.endpoint().toString(),
                "sluice.s3.access-key", "some",
                "sluice.s3.secret-key", "body"));
        values.putAll(more);
        return new S3ObjectStore(Configs.of(S3Config.class, values), loops, vertx, new Slabs(64 << 20));
    }

    private static Uni<?> streamed(S3ObjectStore store) {
        return store.put(OBJECT, Attributes.NONE, WriteCondition.NONE, Chunks.body(new byte[] {1, 2, 3}));
    }

    @Test
    void silenceAfterBytesThatPassedIsATimeoutOfUnknownEffect() {
        try (HungServer server = HungServer.silent();
                S3ObjectStore store = store(server, Map.of("sluice.s3.call-timeout", "300ms"))) {
            Fault fault = Await.failure(streamed(store));

            assertThat(fault.code()).isEqualTo(FaultCode.STORE_TIMEOUT);
            assertThat(fault.effect()).isEqualTo(Effect.UNKNOWN);
        }
    }

    @Test
    void aCallThatMovesNoMoreThanAPartHasATimeInAll() {
        List<Function<S3ObjectStore, Uni<?>>> calls = List.of(
                store -> store.head(OBJECT, ReadCondition.NONE),
                store -> store.get(OBJECT, ByteRange.all(), 1000, ReadCondition.NONE),
                store -> store.tags(OBJECT),
                store -> store.list(new ListQuery(new BucketName("bucket"), "", null, null, 10)),
                store -> store.delete(OBJECT, WriteCondition.NONE),
                store -> store.ping(new BucketName("bucket")));
        try (HungServer server = HungServer.trickling();
                S3ObjectStore store = store(server, Map.of("sluice.s3.call-timeout", "300ms"))) {
            for (Function<S3ObjectStore, Uni<?>> call : calls) {
                Uni<?> timed = call.apply(store).ifNoItem().after(SOON).fail();
                assertThat(Await.failure(timed).code()).isEqualTo(FaultCode.STORE_TIMEOUT);
            }
        }
    }

    @Test
    void aCallThatIsGivenUpIsUnderWayNoLonger() {
        List<Function<S3ObjectStore, Uni<?>>> calls = List.of(
                store -> store.head(OBJECT, ReadCondition.NONE),
                store -> store.get(OBJECT, ByteRange.all(), 1000, ReadCondition.NONE),
                HungServerIT::streamed);
        try (HungServer server = HungServer.silent();
                S3ObjectStore store = store(server, Map.of())) {
            for (Function<S3ObjectStore, Uni<?>> call : calls) {
                var underWay = call.apply(store).subscribe().with(_ -> {}, _ -> {});
                assertThat(callsUnderWay(store)).isEqualTo(1);
                underWay.cancel();
                assertThat(callsUnderWay(store)).isZero();
            }
        }
    }

    @Test
    void asManyRangesAreReadAtOnceAsThereAreConnectionsToReadBy() {
        int connections = 12;
        try (HungServer server = HungServer.silent();
                S3ObjectStore store =
                        store(server, Map.of("sluice.s3.connections.read", Integer.toString(connections)))) {
            List<Cancellable> reads = IntStream.range(0, connections)
                    .mapToObj(_ -> store.get(OBJECT, ByteRange.all(), 1000, ReadCondition.NONE)
                            .subscribe()
                            .with(_ -> {}, _ -> {}))
                    .toList();

            Awaitility.await().atMost(SOON).until(() -> server.connections() == connections);
            reads.forEach(Cancellable::cancel);
        }
    }

    private static int callsUnderWay(S3ObjectStore store) {
        return store.pools().stream().mapToInt(pool -> pool.inUse().getAsInt()).sum();
    }

    @Test
    void aStoreWhoseConnectionsAreAllTakenIsBusy() {
        Map<String, String> tight = Map.of("sluice.s3.connections.stream", "1", "sluice.s3.acquire-timeout", "300ms");
        try (HungServer server = HungServer.silent();
                S3ObjectStore store = store(server, tight)) {
            var first = streamed(store).subscribe().with(_ -> {}, _ -> {});

            assertThat(Await.failure(streamed(store)).code()).isEqualTo(FaultCode.STORE_BUSY);
            first.cancel();
        }
    }

    @Test
    void aStoreThatCannotBeConnectedToIsNotBusy() {
        try (HungServer server = HungServer.unconnectable();
                S3ObjectStore store = store(server, Map.of("sluice.s3.acquire-timeout", "300ms"))) {
            Fault fault = Await.failure(store.head(OBJECT, ReadCondition.NONE));

            assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNAVAILABLE);
            assertThat(fault.effect()).isEqualTo(Effect.NONE);
        }
    }

    @Test
    void whoWaitsBehindAConnectionThatCannotBeMadeLearnsThatTheStoreIsGone() {
        Map<String, String> tight = Map.of(
                "sluice.s3.connections.stream", "1",
                "sluice.s3.connect-timeout", "200ms",
                "sluice.s3.acquire-timeout", "700ms");
        try (HungServer server = HungServer.unconnectable();
                S3ObjectStore store = store(server, tight)) {
            List<Uni<Optional<Throwable>>> calls = IntStream.range(0, 12)
                    .mapToObj(_ -> Await.outcome(streamed(store)))
                    .toList();

            assertThat(Await.on(Uni.join().all(calls).andFailFast()))
                    .allSatisfy(failure -> assertThat(failure)
                            .get()
                            .isInstanceOfSatisfying(
                                    Fault.class,
                                    fault -> assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNAVAILABLE)));
        }
    }
}
