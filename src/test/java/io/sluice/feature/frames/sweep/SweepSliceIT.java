package io.sluice.feature.frames.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.WatchedStore;
import io.sluice.feature.frames.catalog.FrameTables;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.feature.frames.rewrite.FrameFilter;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.store.Await;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Minutes are written anew while the old packs of others linger. */
class SweepSliceIT extends FrameFixture {
    private static final Duration LINGER = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final FrameFilter WITHOUT_A = (camera, time, arrived) -> !camera.equals("a");

    /** The ends of the times that old packs linger. */
    private final Queue<Runnable> lingering = new ConcurrentLinkedQueue<>();

    private final Timers held = (delay, task) -> {
        if (!delay.equals(LINGER)) {
            return timers.after(delay, task);
        }
        lingering.add(task);
        return () -> lingering.remove(task);
    };

    private SweepSlice slice(ObjectStore store, BooleanSupplier goOn) {
        PackRewrite rewrite = new PackRewrite(
                new PackRewrite.Parts(store, catalog(), budget, time, held, Ids.system(), lane), 8 << 20, LINGER);
        MinuteSweep sweep = new MinuteSweep(new FrameTables(store, FRAMES, budget, 1 << 20), rewrite);
        return new SweepSlice(
                new SweepSlice.Parts(
                        new MinuteWalk(store), sweep, () -> Uni.createFrom().item(FrameFilter.ALL)),
                new SweepSlice.Way(NOON, now, WITHOUT_A, goOn));
    }

    private List<SealedPack> minutes(int count) {
        List<SealedPack> packs = new ArrayList<>();
        for (int minute = 0; minute < count; minute++) {
            packs.add(put(after(minute), FramePacks.frame("a", START, minute), FramePacks.frame("b", START, minute)));
        }
        return packs;
    }

    private static Instant after(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    private List<PackKey> packs() {
        return Await.on(store().list(new ListQuery(FRAMES, PackKey.ROOT, null, null, 1000))).objects().stream()
                .map(ListPage.Entry::key)
                .map(key -> PackKey.parseOrNull(key.value()))
                .toList();
    }

    private void awaitLingering(int minutes) {
        await().atMost(PATIENCE).until(() -> lingering.size() == minutes);
    }

    private void goOn() {
        lingering.remove().run();
    }

    private void goOnUntil(CompletableFuture<?> ended) {
        await().atMost(PATIENCE).until(() -> {
            Runnable next = lingering.poll();
            if (next != null) {
                next.run();
            }
            return ended.isDone();
        });
    }

    @Test
    void theNextMinutesAreWrittenWhileOldPacksLingerButNotTooMany() {
        List<SealedPack> old = minutes(SweepSlice.LINGERING + 2);
        SweepSlice slice = slice(store(), () -> true);

        CompletableFuture<Void> ended = slice.run().subscribeAsCompletionStage();

        awaitLingering(SweepSlice.LINGERING);
        assertThat(packs())
                .hasSize(2 * SweepSlice.LINGERING + 2)
                .containsAll(old.stream().map(SealedPack::key).toList());
        goOn();
        awaitLingering(SweepSlice.LINGERING);
        assertThat(packs())
                .hasSize(2 * SweepSlice.LINGERING + 2)
                .doesNotContain(old.getFirst().key());
        goOnUntil(ended);
        Await.on(Uni.createFrom().completionStage(ended));
        assertThat(packs())
                .hasSize(old.size())
                .doesNotContainAnyElementsOf(old.stream().map(SealedPack::key).toList());
        assertThat(slice.through()).isTrue();
        assertThat(slice.at()).isEqualTo(after(old.size()));
        assertThat(slice.swept().frames()).isEqualTo(old.size());
        assertThat(slice.swept().deleted()).isEqualTo(old.size());
    }

    @Test
    void itIsNotOverBeforeTheLastOldPacksAreGone() {
        SealedPack old = minutes(3).getFirst();
        SweepSlice slice = slice(store(), () -> lingering.isEmpty());

        CompletableFuture<Void> ended = slice.run().subscribeAsCompletionStage();

        awaitLingering(1);
        assertThat(ended).isNotDone();
        goOnUntil(ended);
        assertThat(packs()).hasSize(3).doesNotContain(old.key());
        assertThat(slice.at()).isEqualTo(after(1));
        assertThat(slice.through()).isFalse();
    }

    @Test
    void aMinuteWhoseOldPacksCannotBeDeletedIsNotDone() {
        List<SealedPack> old = minutes(3);
        ObjectStore broken = WatchedStore.of(store(), (method, key) -> {
            if (method.equals("delete") && key.equals(old.get(1).key().toString())) {
                throw Fault.of(FaultCode.STORE_UNAVAILABLE, "Away.");
            }
        });
        SweepSlice slice = slice(broken, () -> true);

        CompletableFuture<Void> ended = slice.run().subscribeAsCompletionStage();

        awaitLingering(3);
        goOnUntil(ended);
        assertThat(Await.failure(Uni.createFrom().completionStage(ended)).code())
                .isEqualTo(FaultCode.STORE_UNAVAILABLE);
        assertThat(packs()).hasSize(4).contains(old.get(1).key());
        assertThat(slice.at()).isEqualTo(after(1));
        assertThat(slice.through()).isFalse();
    }
}
