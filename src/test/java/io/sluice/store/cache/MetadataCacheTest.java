package io.sluice.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Await;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.Origin;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MetadataCacheTest {
    private static final ObjectRef OBJECT = ObjectRef.of("files", "k");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final MetadataCache cache = new MetadataCache(new MetadataCache.Freshness(LONG, SHORT), 1 << 20);
    private final AtomicInteger loads = new AtomicInteger();
    private final CompletableFuture<ObjectInfo> answer = new CompletableFuture<>();

    private Uni<ObjectInfo> load() {
        loads.incrementAndGet();
        return Uni.createFrom().completionStage(answer.copy());
    }

    private CompletableFuture<ObjectInfo> asked() {
        return cache.get(OBJECT, this::load).subscribeAsCompletionStage();
    }

    private static ObjectInfo version(String etag) {
        return Infos.of(OBJECT, etag, 1);
    }

    private ObjectInfo now(String etag) {
        return Await.on(cache.get(OBJECT, () -> Uni.createFrom().item(version(etag))));
    }

    @Test
    void aHundredWhoAskAtOnceCauseOneLoad() {
        List<CompletableFuture<ObjectInfo>> all =
                IntStream.range(0, 100).mapToObj(_ -> asked()).toList();

        answer.complete(version("a"));

        assertThat(all).allSatisfy(one -> assertThat(one.join().etag().value()).isEqualTo("a"));
        assertThat(loads).hasValue(1);
        assertThat(all.getFirst().join().origin()).isEqualTo(Origin.STORE);
        assertThat(all.getLast().join().origin()).isEqualTo(Origin.OWN_CACHE);
        ObjectInfo kept = cache.now(OBJECT);
        assertThat(kept).isEqualTo(version("a").from(Origin.OWN_CACHE));
    }

    @Test
    void whatIsForgottenWhileItIsLoadedIsToldAndNotKept() {
        CompletableFuture<ObjectInfo> waiting = asked();
        cache.forget(OBJECT);

        answer.complete(version("old"));

        assertThat(waiting.join().etag().value()).isEqualTo("old");
        assertThat(cache.now(OBJECT)).isNull();
        assertThat(now("new").etag().value()).isEqualTo("new");
    }

    @Test
    void whoAsksAfterAForgettingDoesNotJoinTheLoadBeforeIt() {
        CompletableFuture<ObjectInfo> before = asked();
        cache.forget(OBJECT);

        assertThat(now("new").etag().value()).isEqualTo("new");
        answer.complete(version("old"));

        assertThat(before.join().etag().value()).isEqualTo("old");
        assertThat(now("newer").etag().value()).isEqualTo("new");
    }

    @Test
    void aFailedLoadIsToldToAllWhoLoadThemselvesAndNotKept() {
        CompletableFuture<ObjectInfo> first = asked();
        CompletableFuture<ObjectInfo> second = asked();

        answer.completeExceptionally(Fault.of(FaultCode.STORE_BUSY, "busy"));

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(loads).hasValue(2);
        assertThat(now("a").etag().value()).isEqualTo("a");
    }

    @Test
    void aLoadThatCannotEvenBeginLeavesNobodyWaiting() {
        assertThat(cache.get(OBJECT, () -> {
                            throw new IllegalStateException("planted");
                        })
                        .subscribeAsCompletionStage())
                .isCompletedExceptionally();

        assertThat(now("a").etag().value()).isEqualTo("a");
    }

    @Test
    void aMissingObjectIsRememberedForItsTimeOnly() {
        answer.completeExceptionally(Fault.of(FaultCode.OBJECT_NOT_FOUND, "none"));

        Fault fault = Await.failure(cache.get(OBJECT, this::load));

        assertThat(fault.code()).isEqualTo(FaultCode.OBJECT_NOT_FOUND);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !cache.isMissing(OBJECT));
        assertThat(now("a").etag().value()).isEqualTo("a");
    }

    @Test
    void aMissingObjectIsToldWithoutAnotherLoad() {
        MetadataCache patient = new MetadataCache(new MetadataCache.Freshness(LONG, LONG), 1 << 20);
        answer.completeExceptionally(Fault.of(FaultCode.OBJECT_NOT_FOUND, "none"));

        for (int i = 0; i < 5; i++) {
            assertThat(Await.failure(patient.get(OBJECT, this::load)).code()).isEqualTo(FaultCode.OBJECT_NOT_FOUND);
        }

        assertThat(patient.isMissing(OBJECT)).isTrue();
        assertThat(loads).hasValue(1);
    }

    @Test
    void whatIsPresentIsToldForItsTimeOnly() {
        MetadataCache brief = new MetadataCache(new MetadataCache.Freshness(SHORT, SHORT), 1 << 20);
        answer.complete(version("a"));
        Await.on(brief.get(OBJECT, this::load));

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> brief.now(OBJECT) == null);
    }

    @Test
    void aReadThatIsGivenUpLeavesNobodyWaiting() {
        Cancellable given = cache.get(OBJECT, this::load).subscribe().with(_ -> {});
        CompletableFuture<ObjectInfo> joined = asked();

        given.cancel();
        answer.complete(version("a"));

        assertThat(joined.join().etag().value()).isEqualTo("a");
        assertThat(loads).hasValue(2);
        assertThat(now("b").etag().value()).isEqualTo("b");
    }

    @Test
    void whatAReadBringsBesidesIsKept() {
        Uni<String> read = cache.learn(OBJECT, Uni.createFrom().item("bytes"), _ -> version("a"));

        assertThat(Await.on(read)).isEqualTo("bytes");
        assertThat(now("b").etag().value()).isEqualTo("a");
    }

    @Test
    void aReadThatBringsTooLittleKeepsNothing() {
        Uni<String> read = cache.learn(OBJECT, Uni.createFrom().item("bytes"), _ -> null);

        assertThat(Await.on(read)).isEqualTo("bytes");
        assertThat(now("b").etag().value()).isEqualTo("b");
    }

    @Test
    void memoryIsBounded() {
        MetadataCache small = new MetadataCache(new MetadataCache.Freshness(LONG, LONG), 100_000);
        for (int i = 0; i < 10_000; i++) {
            ObjectRef object = ObjectRef.of("files", "k" + i);
            Await.on(small.get(object, () -> Uni.createFrom().item(Infos.of(object, "a", 1))));
        }

        long kept = IntStream.range(0, 10_000)
                .filter(i -> small.now(ObjectRef.of("files", "k" + i)) != null)
                .count();

        assertThat(kept).isBetween(50L, 200L);
    }
}
