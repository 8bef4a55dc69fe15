package io.sluice.feature.frames.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.catalog.FrameTables;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.rewrite.FrameFilter;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.feature.frames.settings.CameraDirectory;
import io.sluice.feature.frames.sweep.MinuteSweep;
import io.sluice.feature.frames.sweep.MinuteWalk;
import io.sluice.feature.frames.sweep.SweepSlice;
import io.sluice.store.Await;
import io.sluice.store.ListQuery;
import io.sluice.store.lease.Leases;
import io.sluice.store.manifest.Manifests;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** When frames are let go by themselves, by timers that are run by hand. */
class RetentionRoundsIT extends FrameFixture {
    private static final Duration EVERY = Duration.ofSeconds(7);
    private static final Duration KEPT = Duration.ofMinutes(20);

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

    private RetentionRounds rounds(Optional<Duration> usual) {
        Manifests.Parts manifests = new Manifests.Parts(
                store(), budget, timers, Backoff.system(Duration.ofMillis(5), Duration.ofMillis(50)));
        PackRewrite rewrite = new PackRewrite(
                new PackRewrite.Parts(store(), catalog(), budget, time, timers, Ids.system(), lane),
                8 << 20,
                Duration.ZERO);
        Retention retention = new Retention(
                new Retention.Parts(
                        new CameraDirectory(manifests, FRAMES, time),
                        manifests,
                        new SweepSlice.Parts(
                                new MinuteWalk(store()),
                                new MinuteSweep(new FrameTables(store(), FRAMES, budget, 1 << 20), rewrite),
                                () -> Uni.createFrom().item(FrameFilter.ALL)),
                        new Leases(
                                new Leases.Parts(store(), time, timers, Ids.system()), FRAMES, Duration.ofSeconds(2)),
                        time),
                usual,
                Duration.ofMinutes(1));
        return new RetentionRounds(retention, byHand, time, meters);
    }

    private int packs() {
        return Await.on(store().list(new ListQuery(FRAMES, PackKey.ROOT, null, null, 1000)))
                .objects()
                .size();
    }

    /** Runs what is due, until something is due again. */
    private void round() {
        assertThat(due).hasSize(1);
        due.removeFirst().run();
        await().atMost(Duration.ofSeconds(20)).until(() -> due.size() == 1);
    }

    private double expired() {
        return meters.counter("sluice.frames.expired").count();
    }

    @Test
    void aRoundFollowsTheOther() {
        put(NOON, FramePacks.frame("a", START, 1));
        put(NOON.plus(KEPT), FramePacks.frame("a", START + KEPT.toNanos(), 2));
        rounds(Optional.of(KEPT)).start(EVERY);

        round();
        assertThat(packs()).isZero();
        assertThat(expired()).isEqualTo(2);

        now = now.plus(Duration.ofHours(1));
        put(
                NOON.plus(Duration.ofHours(1)),
                FramePacks.frame("a", START + Duration.ofHours(1).toNanos(), 3));
        round();
        assertThat(packs()).isZero();
        assertThat(expired()).isEqualTo(3);
    }

    @Test
    void withNoTimeForFramesARoundLetsNoneGo() {
        put(NOON, FramePacks.frame("a", START, 1));
        rounds(Optional.empty()).start(EVERY);

        round();
        round();

        assertThat(packs()).isEqualTo(1);
        assertThat(meters.get("sluice.frames.retention.last").gauge().value()).isEqualTo((double) now.getEpochSecond());
    }

    @Test
    void nothingIsBegunAfterTheStop() {
        put(NOON, FramePacks.frame("a", START, 1));
        RetentionRounds rounds = rounds(Optional.of(KEPT));
        rounds.start(EVERY);

        rounds.stop();

        due.removeFirst().run();
        assertThat(due).isEmpty();
        assertThat(packs()).isEqualTo(1);
    }
}
