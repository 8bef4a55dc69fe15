package io.sluice.feature.frames.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.time.Ids;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.rewrite.FrameFilter;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.store.Await;
import io.sluice.store.ListQuery;
import io.sluice.store.lease.Leases;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** When the compaction works by itself, by timers that are run by hand. */
class CompactionRoundsIT extends FrameFixture {
    private static final Duration EVERY = Duration.ofSeconds(7);

    private final List<Runnable> due = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** What is due after {@link #EVERY} waits; all else comes in its time. */
    private final Timers byHand = (delay, task) -> {
        if (delay.equals(EVERY)) {
            due.add(task);
            return () -> due.remove(task);
        }
        return timers.after(delay, task);
    };

    private Compaction compaction(Optional<Duration> every) {
        FrameCatalog catalog = catalog();
        Leases leases = new Leases(
                new Leases.Parts(store(), time, timers, Ids.system()), PackKey.BUCKET, Duration.ofSeconds(30));
        PackRewrite rewrite = new PackRewrite(
                new PackRewrite.Parts(store(), catalog, budget, time, timers, Ids.system(), lane),
                4 << 20,
                Duration.ZERO);
        return new Compaction(
                new Compaction.Parts(
                        store(),
                        catalog,
                        rewrite,
                        leases,
                        () -> Uni.createFrom().item(FrameFilter.ALL),
                        time,
                        byHand,
                        lane),
                new CompactionSettings(
                        every, Duration.ofMinutes(2), Duration.ofHours(2), 4 << 20, 2 << 20, Duration.ZERO),
                meters);
    }

    private void putTwoPacks() {
        put(NOON, FramePacks.frame("a", START, 1));
        put(NOON, FramePacks.frame("a", START + FramePacks.SECOND, 2));
    }

    private int packs() {
        return Await.on(store().list(new ListQuery(PackKey.BUCKET, PackKey.ROOT, null, null, 1000)))
                .objects()
                .size();
    }

    private void awaitDue() {
        await().atMost(Duration.ofSeconds(20)).until(() -> due.size() == 1);
    }

    @Test
    void aRoundFollowsTheOther() {
        Compaction compaction = compaction(Optional.of(EVERY));
        compaction.start();
        putTwoPacks();
        for (int round = 0; round < 3; round++) {
            assertThat(due).hasSize(1);
            due.removeFirst().run();
            awaitDue();
            assertThat(packs()).isEqualTo(1);
            putTwoPacks();
        }
    }

    @Test
    void switchedOffItIsNeverDue() {
        Compaction compaction = compaction(Optional.empty());
        compaction.start();

        assertThat(due).isEmpty();
        assertThat(compaction.stop()).isCompleted();
    }

    @Test
    void nothingIsBegunAfterTheStop() {
        Compaction compaction = compaction(Optional.of(EVERY));
        compaction.start();
        putTwoPacks();

        assertThat(compaction.stop()).isCompleted();

        due.removeFirst().run();
        assertThat(due).isEmpty();
        assertThat(packs()).isEqualTo(2);
    }

    @Test
    void theStopWaitsForWhatIsUnderWay() {
        Compaction compaction = compaction(Optional.of(EVERY));
        compaction.start();
        putTwoPacks();
        due.removeFirst().run();

        var stopped = compaction.stop().toCompletableFuture();

        await().atMost(Duration.ofSeconds(20)).until(stopped::isDone);
        assertThat(due).isEmpty();
        assertThat(Await.on(store().list(new ListQuery(PackKey.BUCKET, Leases.ROOT, null, null, 1000)))
                        .objects())
                .isEmpty();
        assertThat(budget.used()).isZero();
    }
}
