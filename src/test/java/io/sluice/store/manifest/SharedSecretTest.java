package io.sluice.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.Secrets;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.local.LocalObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
        Backoff backoff = Backoff.system(Duration.ofMillis(1), Duration.ofMillis(1));
        ByteBudget budget = new ByteBudget(4 << 20, 10, NEVER);
        Manifests.Parts parts = new Manifests.Parts(store(), budget, NEVER, backoff);
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
