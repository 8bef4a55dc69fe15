package io.sluice.feature.links.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Secrets;
import io.sluice.base.time.Timers;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.sluice.store.ETag;
import io.sluice.store.ObjectStore;
import io.sluice.store.Stored;
import io.sluice.store.manifest.Manifests;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Over a store that answers a read when it is told to. */
class LinkSealsTest {
    private static final Timers NEVER = (_, _) -> () -> {};

    private final List<UniEmitter<?>> reads = new CopyOnWriteArrayList<>();
    private final LinkSeals seals = seals(Optional.empty());

    private LinkSeals seals(Optional<String> configured) {
        Backoff backoff = Backoff.system(Duration.ofMillis(1), Duration.ofMillis(1));
        return new LinkSeals(
                configured,
                new Manifests.Parts(store(), new ByteBudget(16 << 20, 10, NEVER), NEVER, backoff),
                new BucketName("system"),
                Secrets.system());
    }

    private ObjectStore store() {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (_, method, _) -> method.getName().equals("get")
                        ? Uni.createFrom().emitter(reads::add)
                        : Uni.createFrom().item(new Stored(ETag.parse("\"a\""), 1, null, null)));
    }

    private void answer(FaultCode code) {
        reads.getLast().fail(Fault.of(code, ""));
    }

    private FaultCode refusal() {
        return Objects.requireNonNull(catchThrowableOfType(Fault.class, seals::atHand))
                .code();
    }

    @Test
    void howeverManyAskTheStoreIsAskedOnceAtATime() {
        for (int i = 0; i < 1000; i++) {
            assertThat(refusal()).isEqualTo(FaultCode.BUCKET_NOT_READY);
        }
        List<CompletableFuture<LinkSeal>> waiting = IntStream.range(0, 100)
                .mapToObj(_ -> seals.find().subscribeAsCompletionStage())
                .toList();
        assertThat(reads).hasSize(1);
        waiting.getFirst().cancel(true);

        answer(FaultCode.OBJECT_NOT_FOUND);

        LinkSeal seal = seals.atHand();
        assertThat(waiting.subList(1, 100)).allMatch(each -> each.join() == seal);
        assertThat(reads).hasSize(1);
    }

    @Test
    void whatWentWrongIsTriedAgain() {
        assertThat(refusal()).isEqualTo(FaultCode.BUCKET_NOT_READY);
        CompletableFuture<Optional<Throwable>> waiting =
                Await.outcome(seals.find()).subscribeAsCompletionStage();
        answer(FaultCode.STORE_UNAVAILABLE);
        assertThat(waiting.join().map(failure -> ((Fault) failure).code())).hasValue(FaultCode.STORE_UNAVAILABLE);

        assertThat(refusal()).isEqualTo(FaultCode.BUCKET_NOT_READY);
        answer(FaultCode.OBJECT_NOT_FOUND);

        assertThat(seals.atHand()).isSameAs(Await.on(seals.find()));
        assertThat(reads).hasSize(2);
    }

    @Test
    void withASecretOfTheConfigurationTheStoreIsNotAsked() {
        LinkSeals configured = seals(Optional.of("x".repeat(32)));

        assertThat(configured.atHand()).isSameAs(Await.on(configured.find()));
        assertThat(reads).isEmpty();
    }
}
