package io.sluice.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectStore;
import io.sluice.store.local.LocalObjectStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How old may be what is remembered, and what it costs. */
class FreshManifestsTest {
    private static final BucketName BUCKET = new BucketName("system");
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Timers NEVER = (_, _) -> () -> {};
    private static final ManifestForm<Integer> NUMBER =
            new ManifestForm<>(value -> new JsonObject().put("n", value), json -> json.getInteger("n") + 0);

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicLong nanos = new AtomicLong(1);
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Supplier<Uni<Void>> beforeAnswer = () -> Uni.createFrom().voidItem();

    @TempDir
    Path folder = Path.of("");

    private @Nullable FreshManifests<Integer> mine;
    private @Nullable FreshManifests<Integer> others;

    @BeforeEach
    void open() {
        ObjectStore store = new LocalObjectStore(folder, threads, TimeSource.system(), Ids.system());
        Await.on(store.ensureBucket(BUCKET));
        mine = fresh(watched(store));
        others = fresh(store);
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private FreshManifests<Integer> mine() {
        return Objects.requireNonNull(mine);
    }

    private FreshManifests<Integer> others() {
        return Objects.requireNonNull(others);
    }

    private FreshManifests<Integer> fresh(ObjectStore store) {
        ByteBudget budget = new ByteBudget(16 << 20, 10, NEVER);
        Backoff backoff = Backoff.system(Duration.ofMillis(1), Duration.ofMillis(1));
        Manifests<Integer> manifests = new Manifests<>(new Manifests.Parts(store, budget, NEVER, backoff), NUMBER);
        return new FreshManifests<>(manifests, new FreshManifests.Place(BUCKET, "keys/"), FRESH, 100, clock());
    }

    private TimeSource clock() {
        return new TimeSource() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public long nanos() {
                return nanos.get();
            }
        };
    }

    /** Counts reads; the answer to one is held back as long as it is told to be. */
    private ObjectStore watched(ObjectStore store) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (_, method, arguments) -> {
                    try {
                        Object result = method.invoke(store, arguments);
                        return method.getName().equals("get") ? read((Uni<?>) result) : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private <T> Uni<T> read(Uni<T> answer) {
        reads.incrementAndGet();
        Supplier<Uni<Void>> hold = beforeAnswer;
        return answer.onItemOrFailure()
                .transformToUni((item, failure) -> hold.get()
                        .chain(() -> failure == null
                                ? Uni.createFrom().item(item)
                                : Uni.createFrom().failure(failure)));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void write(FreshManifests<Integer> where, int value) {
        Await.on(where.change("a", _ -> new Change.Write<>(value)));
    }

    private Optional<Integer> told() {
        return Await.on(mine().find("a")).map(Manifest::value);
    }

    private Optional<Integer> atHand() {
        return Objects.requireNonNull(mine().atHand("a")).manifest().map(Manifest::value);
    }

    @Test
    void whatIsFreshIsToldWithoutAQuestionAlsoThatThereIsNone() {
        assertThat(told()).isEmpty();
        assertThat(atHand()).isEmpty();
        assertThat(told()).isEmpty();
        assertThat(reads).hasValue(1);
    }

    @Test
    void whatAnotherReplicaHasChangedIsToldOnceTheTimeIsOver() {
        assertThat(told()).isEmpty();
        write(others(), 1);
        pass(FRESH.minusMillis(600));
        assertThat(told()).isEmpty();

        pass(FRESH);

        assertThat(told()).contains(1);
    }

    @Test
    void whatThisReplicaChangesIsToldAtOnce() {
        assertThat(told()).isEmpty();

        write(mine(), 1);
        assertThat(told()).contains(1);
        Await.on(mine().change("a", _ -> new Change.Remove<>()));

        assertThat(told()).isEmpty();
    }

    @Test
    void whatWasAskedBeforeAChangeIsNotKept() {
        CompletableFuture<Void> late = new CompletableFuture<>();
        beforeAnswer = () -> Uni.createFrom().completionStage(late);
        CompletableFuture<Optional<Manifest<Integer>>> asked = mine().find("a").subscribeAsCompletionStage();
        beforeAnswer = () -> Uni.createFrom().voidItem();
        write(mine(), 1);
        late.complete(null);

        Awaitility.await().until(asked::isDone);
        assertThat(asked.join()).isEmpty();
        assertThat(told()).contains(1);
    }

    @Test
    void ofManyWhoAskAtOnceOneAsksTheStore() {
        CompletableFuture<Void> late = new CompletableFuture<>();
        beforeAnswer = () -> Uni.createFrom().completionStage(late);
        var first = mine().find("a").subscribeAsCompletionStage();
        var second = mine().find("a").subscribeAsCompletionStage();
        late.complete(null);

        Awaitility.await().until(() -> first.isDone() && second.isDone());
        assertThat(reads).hasValue(1);
    }

    @Test
    void whatIsInUseIsRenewedBeforeAnybodyWaits() {
        write(others(), 1);
        assertThat(told()).contains(1);
        write(others(), 2);
        pass(FRESH.minusMillis(100));

        assertThat(atHand()).contains(1);

        Awaitility.await().until(() -> atHand().equals(Optional.of(2)));
        assertThat(reads).hasValue(2);
    }

    @Test
    void ofManyMadeUpNamesFewAreAskedForAtOnceAndAllAreToldInTheEnd() {
        CompletableFuture<Void> late = new CompletableFuture<>();
        beforeAnswer = () -> Uni.createFrom().completionStage(late);

        List<CompletableFuture<Optional<Manifest<Integer>>>> asked = IntStream.range(0, 1500)
                .mapToObj(i -> mine().find("made-up-" + i).subscribeAsCompletionStage())
                .toList();

        assertThat(reads).hasValue(16);
        assertThat(asked.stream().filter(CompletableFuture::isCompletedExceptionally))
                .hasSize(1500 - 16 - 1000);
        late.complete(null);
        Awaitility.await().until(() -> asked.stream().allMatch(CompletableFuture::isDone));
        assertThat(reads).hasValue(1016);
        assertThat(told()).isEmpty();
    }

    @Test
    void aFailureIsToldAndNotKept() {
        beforeAnswer = () -> Uni.createFrom().failure(Fault.of(FaultCode.STORE_TIMEOUT, "On cue."));
        assertThat(Await.failure(mine().find("a")).code()).isEqualTo(FaultCode.STORE_TIMEOUT);
        beforeAnswer = () -> Uni.createFrom().voidItem();

        assertThat(told()).isEmpty();
    }
}
