package io.sluice.feature.frames.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.index.Candidate;
import io.sluice.feature.frames.index.MemoryPackIndex;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.store.Await;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the index follows the bucket. */
class FrameCatalogIT extends FrameFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private SealedPack packAt(Instant opened) {
        return put(opened, FramePacks.frame("a", FramePacks.nanos(opened), 1));
    }

    private static List<PackKey> found(FrameCatalog catalog) {
        return catalog.find("a", 0, Long.MAX_VALUE).stream()
                .map(Candidate::pack)
                .toList();
    }

    @Test
    void whatIsAskedForIsLookedThroughFirstAndOnce() {
        SealedPack early = packAt(NOON.minus(Duration.ofMinutes(90)));
        SealedPack asked = packAt(NOON);
        FrameCatalog catalog = catalog(new MemoryPackIndex(), Duration.ofMinutes(1));

        Await.on(catalog.ready(START, START));

        assertThat(found(catalog)).contains(asked.key()).doesNotContain(early.key());
        await().atMost(PATIENCE).until(() -> Await.on(catalog.ready(START, START)) == IndexState.READY);
        int lists = reads().lists.get();
        int gets = reads().gets.get();
        for (int i = 0; i < 100; i++) {
            assertThat(Await.on(catalog.ready(START, START + MINUTE))).isEqualTo(IndexState.READY);
        }
        assertThat(reads().gets.get()).isEqualTo(gets);
        assertThat(reads().lists.get() - lists).isLessThan(20);
    }

    @Test
    void ofManyWhoAskAtOnceOneReads() {
        packAt(NOON);
        FrameCatalog catalog = catalog(new MemoryPackIndex(), Duration.ofMinutes(1));

        Await.on(Uni.join()
                .all(IntStream.range(0, 50)
                        .mapToObj(i -> catalog.ready(START, START))
                        .toList())
                .andFailFast());

        assertThat(reads().gets.get()).isEqualTo(1);
        PackKey key = found(catalog).getFirst();
        Await.on(Uni.join()
                .all(IntStream.range(0, 50).mapToObj(i -> catalog.table(key)).toList())
                .andFailFast());
        Await.on(catalog.table(key));
        assertThat(reads().gets.get()).isEqualTo(1);
        assertThat(budget.used()).isZero();
    }

    @Test
    void aPackThatIsGoneIsForgottenAndWhatIsInItsPlaceIsFound() {
        SealedPack old = packAt(NOON);
        FrameCatalog catalog = catalog();
        Await.on(catalog.ready(START, START));
        SealedPack replacing = packAt(NOON);
        delete(old);

        Await.on(catalog.gone(old.key()));

        assertThat(found(catalog)).containsExactly(replacing.key());
    }

    @Test
    void aRebuildListsAnewWhateverListingIsUnderWay() {
        now = NOON.plus(Duration.ofHours(3));
        FrameCatalog catalog = catalog();
        AtomicInteger held = new AtomicInteger();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        reads().answers = Uni.createFrom().deferred(() -> {
            held.incrementAndGet();
            return Uni.createFrom().completionStage(gate);
        });
        CompletableFuture<IndexState> asked = catalog.ready(START, START).subscribeAsCompletionStage();
        await().atMost(PATIENCE).until(() -> held.get() == 2);
        reads().answers = Uni.createFrom().voidItem();
        SealedPack late = packAt(NOON);

        Await.on(catalog.reindex(NOON));

        assertThat(found(catalog)).containsExactly(late.key());
        gate.complete(null);
        Await.on(Uni.createFrom().completionStage(asked));
        assertThat(found(catalog)).containsExactly(late.key());
    }

    @Test
    void whatThisProcessHasStoredIsKnownAtOnceAndNeedsNoRead() {
        FrameCatalog catalog = catalog();
        List<PackKey> told = new CopyOnWriteArrayList<>();
        Runnable end = catalog.watch("a", (pack, table) -> told.add(pack));
        SealedPack pack =
                FramePacks.pack(now, List.of(FramePacks.frame("a", START, 1), FramePacks.frame("b", START, 1)));

        catalog.stored(pack.key(), pack.body().length(), pack.table());

        assertThat(found(catalog)).containsExactly(pack.key());
        assertThat(told).containsExactly(pack.key());
        FrameTable table = Await.on(catalog.table(pack.key()));
        assertThat(table.size()).isEqualTo(2);
        assertThat(reads().gets.get()).isZero();
        end.run();
        SealedPack next = FramePacks.pack(now, List.of(FramePacks.frame("a", START, 2)));
        catalog.stored(next.key(), next.body().length(), next.table());
        assertThat(told).hasSize(1);
    }

    @Test
    void whoWaitsHearsOfPacksOfOtherReplicas() {
        FrameCatalog catalog = catalog();
        List<PackKey> told = new CopyOnWriteArrayList<>();
        Runnable end = catalog.watch("a", (pack, table) -> told.add(pack));

        SealedPack pack = packAt(now);

        await().atMost(PATIENCE).until(() -> told.equals(List.of(pack.key())));
        put(now, FramePacks.frame("b", START, 1));
        SealedPack next = packAt(now);
        await().atMost(PATIENCE).until(() -> told.equals(List.of(pack.key(), next.key())));
        end.run();
    }

    @Test
    void whatWasLongNotAskedForMakesRoomAndIsReadAgain() {
        List<SealedPack> packs = new ArrayList<>();
        for (int hour = 1; hour <= 8; hour++) {
            for (int i = 0; i < 12; i++) {
                packs.add(packAt(NOON.minus(Duration.ofHours(hour)).plusSeconds(i)));
            }
        }
        now = NOON;
        MemoryPackIndex index = new MemoryPackIndex();
        long memory = 9_000;
        FrameCatalog catalog = catalog(index, Duration.ofMinutes(1), memory);
        for (int hour = 8; hour >= 1; hour--) {
            long at = FramePacks.nanos(NOON.minus(Duration.ofHours(hour)));
            Await.on(catalog.ready(at, at + MINUTE));
            assertThat(catalog.find("a", at, at + MINUTE)).hasSize(12);
        }

        await().atMost(PATIENCE).until(() -> index.weight() <= memory);
        long first = FramePacks.nanos(NOON.minus(Duration.ofHours(8)));
        assertThat(catalog.find("a", first, first + MINUTE)).isEmpty();
        Await.on(catalog.ready(first, first + MINUTE));
        assertThat(catalog.find("a", first, first + MINUTE)).hasSize(12);
        assertThat(packs).hasSize(96);
    }

    /** As many packs as a day has when those of each minute are one. */
    @Test
    void aProcessThatKnowsNothingLooksThroughADayInSeconds() {
        for (int minute = 0; minute < 1440; minute++) {
            Instant opened = NOON.minus(Duration.ofDays(1)).plusSeconds(60L * minute);
            List<Sent> frames = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                frames.add(FramePacks.frame("a", FramePacks.nanos(opened) + i * FramePacks.SECOND, i));
            }
            put(opened, frames.toArray(Sent[]::new));
        }
        now = NOON.plus(Duration.ofHours(1));
        FrameCatalog catalog = catalog();
        long begun = System.nanoTime();

        for (int window = 0; window < 144; window++) {
            long from = START - Duration.ofDays(1).toNanos() + 10L * window * MINUTE;
            Await.on(catalog.ready(from, from + 10 * MINUTE - 1));
        }

        System.out.printf("day of packs: %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        assertThat(catalog.find("a", 0, Long.MAX_VALUE)).hasSize(1440);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
    }
}
