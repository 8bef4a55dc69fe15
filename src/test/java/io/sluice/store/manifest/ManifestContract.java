package io.sluice.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Timers;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.StoreFixture;
import io.sluice.store.WriteCondition;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Small JSON objects that several change at once. */
public abstract class ManifestContract extends StoreFixture {
    private static final Timers TIMERS = (delay, task) -> {
        var _ = CompletableFuture.runAsync(
                task, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
        return () -> {};
    };
    private static final ManifestForm<Integer> NUMBER =
            new ManifestForm<>(value -> new JsonObject().put("n", value), json -> json.getInteger("n") + 0);

    private final ByteBudget budget = new ByteBudget(16 << 20, 100, TIMERS);

    private Manifests<Integer> manifests() {
        Backoff backoff = Backoff.system(Duration.ofMillis(5), Duration.ofMillis(200));
        return new Manifests<>(new Manifests.Parts(store(), budget, TIMERS, backoff), NUMBER);
    }

    private Change<Integer> increment(Optional<Manifest<Integer>> there) {
        return new Change.Write<>(there.map(Manifest::value).orElse(0) + 1);
    }

    @Test
    void whatIsNotThereIsEmptyAndPaysNothing() {
        assertThat(Await.on(manifests().find(ref("none")))).isEmpty();
        assertThat(budget.used()).isZero();
    }

    @Test
    void itIsCreatedThenReplaced() {
        Changed<Integer> first = Await.on(manifests().change(ref("m"), this::increment));
        Changed<Integer> second = Await.on(manifests().change(ref("m"), this::increment));

        assertThat(first.created()).isTrue();
        assertThat(second.created()).isFalse();
        assertThat(Await.on(manifests().find(ref("m")))).isEqualTo(second.now());
        assertThat(second.now().orElseThrow().value()).isEqualTo(2);
        assertThat(second.now().orElseThrow().etag()).isEqualTo(head(ref("m")).etag());
        assertThat(text(ref("m"))).isEqualTo("{\"n\":2}");
        assertThat(budget.used()).isZero();
    }

    @Test
    void whatSaysTheSameIsNotWrittenAgain() {
        Changed<Integer> first = Await.on(manifests().change(ref("m"), _ -> new Change.Write<>(7)));
        Changed<Integer> again = Await.on(manifests().change(ref("m"), _ -> new Change.Write<>(7)));
        assertThat(again).isEqualTo(new Changed<>(first.now(), false));
    }

    @Test
    void itIsRemovedOnceAndKeptWhenAsked() {
        Await.on(manifests().change(ref("m"), this::increment));
        assertThat(Await.on(manifests().change(ref("m"), _ -> new Change.Keep<>()))
                        .now())
                .isPresent();
        assertThat(Await.on(manifests().change(ref("m"), _ -> new Change.Remove<>()))
                        .now())
                .isEmpty();
        assertThat(Await.on(manifests().change(ref("m"), _ -> new Change.Remove<>()))
                        .now())
                .isEmpty();
        assertMissing(ref("m"));
    }

    @Test
    void ofManyChangesAtOnceNoneIsLost() {
        List<Optional<Throwable>> ends = race(12, _ -> manifests().change(ref("m"), this::increment));

        assertThat(ends).allMatch(Optional::isEmpty);
        assertThat(text(ref("m"))).isEqualTo("{\"n\":12}");
    }

    @Test
    void aRefusalOfTheOneWhoDecidesIsTheFailure() {
        Fault fault = Await.failure(manifests().change(ref("m"), _ -> {
            throw Fault.of(FaultCode.PRECONDITION_FAILED, "Not so.");
        }));
        assertThat(fault.detail()).isEqualTo("Not so.");
        assertMissing(ref("m"));
    }

    @Test
    void whatSluiceDidNotWriteIsToldAndLeftAlone() {
        for (String other : List.of("no json", "{\"n\":\"x\"}", "{}", "[]", "x".repeat(Manifests.LARGEST + 1))) {
            Await.on(store().put(ref("m"), Attributes.NONE, WriteCondition.NONE, held(other)));
            assertThat(Await.failure(manifests().change(ref("m"), this::increment))
                            .code())
                    .isEqualTo(FaultCode.STORE_CORRUPT);
            assertThat(text(ref("m"))).isEqualTo(other);
        }
        assertThat(budget.used()).isZero();
    }
}
