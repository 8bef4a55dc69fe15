package io.sluice.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.Secrets;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.sluice.store.ETag;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.Stored;
import io.sluice.store.local.LocalObjectStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedSecretTest {
    private static final BucketName BUCKET = new BucketName("system");
    private static final Timers NEVER = (_, _) -> () -> {};

    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private ObjectStore store() {
        return new LocalObjectStore(folder, threads, TimeSource.system(), Ids.system());
    }

    private SharedSecret replica() {
        return over(store());
    }

    private static SharedSecret over(ObjectStore store) {
        Backoff backoff = Backoff.system(Duration.ofMillis(1), Duration.ofMillis(1));
        ByteBudget budget = new ByteBudget(4 << 20, 10, NEVER);
        Manifests.Parts parts = new Manifests.Parts(store, budget, NEVER, backoff);
        return new SharedSecret(parts, ObjectRef.of("system", "secret.json"), Secrets.system());
    }

    @Test
    void allReplicasHaveTheOneThatTheFirstHasMade() {
        Await.on(store().ensureBucket(BUCKET));

        byte[] first = Await.on(replica().find());
        SharedSecret second = replica();

        assertThat(first).hasSize(32);
        assertThat(Await.on(second.find())).isEqualTo(first);
        assertThat(second.atHand()).isEqualTo(first);
    }

    @Test
    void howeverManyAskTheStoreIsAskedOnceAtATime() {
        List<UniEmitter<?>> reads = new CopyOnWriteArrayList<>();
        SharedSecret secret = over(silent(reads));
        for (int i = 0; i < 1000; i++) {
            assertThat(secret.atHand()).isNull();
        }
        List<CompletableFuture<byte[]>> waiting = IntStream.range(0, 100)
                .mapToObj(_ -> secret.find().subscribeAsCompletionStage())
                .toList();
        waiting.getFirst().cancel(true);
        assertThat(reads).hasSize(1);

        reads.getFirst().fail(Fault.of(FaultCode.OBJECT_NOT_FOUND, ""));

        byte[] made = Objects.requireNonNull(secret.atHand());
        assertThat(waiting.subList(1, 100)).allMatch(each -> Arrays.equals(each.join(), made));
        assertThat(reads).hasSize(1);
    }

    /** Answers a read when it is told to. */
    private static ObjectStore silent(List<UniEmitter<?>> reads) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (_, method, _) -> method.getName().equals("get")
                        ? Uni.createFrom().emitter(reads::add)
                        : Uni.createFrom().item(new Stored(ETag.parse("\"a\""), 1, null, null)));
    }

    @Test
    void whatCouldNotBeReadIsAskedForAgain() {
        SharedSecret secret = replica();
        assertThat(secret.atHand()).isNull();
        Await.failure(secret.find());

        Await.on(store().ensureBucket(BUCKET));

        Awaitility.await().until(() -> secret.atHand() != null);
    }

    @Test
    void theOneOfTheConfigurationIsKnownAtOnceAndIsNotShort() {
        Optional<String> configured = Optional.of("x".repeat(32));

        assertThat(replica().orConfigured("a.secret", configured).atHand())
                .hasSize(32)
                .isEqualTo(replica().orConfigured("a.secret", configured).atHand());
        assertThatThrownBy(() -> replica().orConfigured("a.secret", Optional.of("short")))
                .hasMessageContaining("a.secret");
    }
}
