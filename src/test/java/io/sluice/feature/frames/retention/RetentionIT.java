package io.sluice.feature.frames.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.WatchedStore;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.catalog.FrameTables;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.feature.frames.read.ListFrames;
import io.sluice.feature.frames.read.StoredFrame;
import io.sluice.feature.frames.rewrite.FrameFilter;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.feature.frames.settings.CameraDirectory;
import io.sluice.feature.frames.settings.CameraSettings;
import io.sluice.feature.frames.settings.Hold;
import io.sluice.feature.frames.sweep.MinuteSweep;
import io.sluice.feature.frames.sweep.MinuteWalk;
import io.sluice.feature.frames.sweep.SweepSlice;
import io.sluice.store.Await;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.WriteCondition;
import io.sluice.store.lease.Leases;
import io.sluice.store.manifest.Manifests;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Frames whose time is over go, and no others. */
class RetentionIT extends FrameFixture {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long MINUTE = 60 * FramePacks.SECOND;

    private FrameFilter others = FrameFilter.ALL;

    /** A replica that has just started. */
    private Retention replica(ObjectStore store, @Nullable Duration usual) {
        Manifests.Parts manifests = manifests(store);
        PackRewrite rewrite = new PackRewrite(
                new PackRewrite.Parts(store, catalog(), budget, time, timers, Ids.system(), lane),
                8 << 20,
                Duration.ofMillis(1));
        FrameTables tables = new FrameTables(store, FRAMES, budget, 1 << 20);
        Leases leases = new Leases(new Leases.Parts(store, time, timers, Ids.system()), FRAMES, Duration.ofSeconds(2));
        return new Retention(
                new Retention.Parts(
                        new CameraDirectory(manifests, FRAMES, time),
                        manifests,
                        new SweepSlice.Parts(
                                new MinuteWalk(store),
                                new MinuteSweep(tables, rewrite),
                                () -> Uni.createFrom().item(others)),
                        leases,
                        time),
                Optional.ofNullable(usual),
                Duration.ofMinutes(1));
    }

    private CameraDirectory directory() {
        return new CameraDirectory(manifests(store()), FRAMES, time);
    }

    private void keep(String camera, @Nullable Duration retention) {
        Await.on(directory()
                .put(
                        new CameraName(camera),
                        new CameraSettings(retention, Map.of(), null, List.of()),
                        WriteCondition.NONE));
    }

    private void hold(String camera, long from, long to) {
        Hold hold = new Hold("h", new FrameTime(from), new FrameTime(to), "why", now);
        Await.on(directory().hold(new CameraName(camera), hold));
    }

    /** Until nothing is left to do; how many frames went. */
    private static long letGo(Retention retention) {
        long frames = 0;
        while (Await.on(retention.slice(() -> true)) instanceof Retention.Slice.Done(var swept)) {
            frames += swept.frames();
        }
        return frames;
    }

    private List<PackKey> packs() {
        List<PackKey> packs = new ArrayList<>();
        for (ListPage.Entry entry : Await.on(store().list(new ListQuery(FRAMES, PackKey.ROOT, null, null, 1000)))
                .objects()) {
            packs.add(PackKey.parseOrNull(entry.key().value()));
        }
        return packs;
    }

    private List<Long> times(String camera) {
        FrameCatalog catalog = catalog();
        List<StoredFrame> frames = Await.on(search(catalog)
                        .list(new ListFrames(
                                new CameraName(camera), START, START + 60 * MINUTE, Duration.ZERO, 1000, null)))
                .frames();
        return frames.stream().map(frame -> frame.time().nanos()).toList();
    }

    private SealedPack minute(int minute, String... cameras) {
        List<Sent> frames = new ArrayList<>();
        for (String camera : cameras) {
            frames.add(FramePacks.frame(camera, START + minute * MINUTE, minute));
        }
        return put(NOON.plus(Duration.ofMinutes(minute)), frames.toArray(Sent[]::new));
    }

    private void later(Duration afterNoon) {
        now = NOON.plus(afterNoon);
    }

    @Test
    void withoutALimitNothingIsLookedAt() {
        SealedPack pack = minute(0, "a");
        keep("a", null);
        later(Duration.ofDays(10_000));

        assertThat(Await.on(replica(store(), null).slice(() -> true))).isEqualTo(new Retention.Slice.Nothing());
        assertThat(packs()).containsExactly(pack.key());
    }

    @Test
    void packsGoAsAWholeOrAreWrittenWithoutWhatGoes() {
        keep("short", HOUR);
        minute(0, "short");
        SealedPack mixed = minute(1, "short", "long");
        SealedPack kept = minute(2, "long");
        SealedPack young = minute(40, "short");
        later(HOUR.plus(Retention.SETTLED).plusMinutes(20));

        assertThat(letGo(replica(store(), null))).isEqualTo(2);

        assertThat(packs()).hasSize(3).contains(kept.key(), young.key()).doesNotContain(mixed.key());
        assertThat(times("short")).containsExactly(START + 40 * MINUTE);
        assertThat(times("long")).containsExactly(START + MINUTE, START + 2 * MINUTE);
    }

    @Test
    void whatOthersDoNotKeepGoesWithPacksThatAreWrittenAnewAndWithNoOthers() {
        keep("short", HOUR);
        minute(0, "short", "long", "other");
        minute(1, "long", "other");
        others = (camera, time, arrived) -> !camera.equals("other");
        later(HOUR.plus(Retention.SETTLED).plusMinutes(20));

        assertThat(letGo(replica(store(), null))).isEqualTo(1);

        assertThat(times("other")).containsExactly(START + MINUTE);
        assertThat(times("long")).containsExactly(START, START + MINUTE);
    }

    @Test
    void whatIsHeldStaysAndGoesWhenTheHoldEnds() {
        minute(0, "a");
        minute(1, "a");
        hold("a", START + MINUTE, START + MINUTE);
        later(Duration.ofDays(2));

        Retention retention = replica(store(), HOUR);
        assertThat(letGo(retention)).isEqualTo(1);
        assertThat(times("a")).containsExactly(START + MINUTE);

        Await.on(directory().release(new CameraName("a"), "h"));
        assertThat(letGo(retention)).isEqualTo(1);
        assertThat(packs()).isEmpty();
    }

    @Test
    void whatWasLookedAtIsNotLookedAtAgainByAnyReplica() {
        keep("a", HOUR);
        minute(0, "a", "b");
        minute(1, "b");
        later(HOUR.plus(Retention.SETTLED).plusMinutes(20));
        letGo(replica(store(), null));
        // What began under an older rule has ended: once more, and then no more.
        now = now.plus(Retention.LONGEST_WORK);
        letGo(replica(store(), null));
        now = now.plusSeconds(60);

        AtomicInteger reads = new AtomicInteger();
        ObjectStore counting = WatchedStore.of(store(), (method, key) -> {
            if (method.equals("get") && key.startsWith(PackKey.ROOT)) {
                reads.incrementAndGet();
            }
        });
        assertThat(letGo(replica(counting, null))).isZero();
        assertThat(reads).hasValue(0);
    }

    @Test
    void aHoldThatComesWhileFramesAreBeingLetGoIsKept() {
        keep("a", HOUR);
        SealedPack pack = minute(0, "a", "b");
        later(Duration.ofDays(2));
        AtomicInteger puts = new AtomicInteger();
        ObjectStore disturbed = WatchedStore.of(store(), (method, key) -> {
            if (method.equals("put") && key.startsWith(PackKey.ROOT) && puts.incrementAndGet() == 1) {
                hold("a", START, START);
            }
        });

        assertThat(letGo(replica(disturbed, null))).isZero();
        assertThat(packs()).containsExactly(pack.key());
        assertThat(letGo(replica(store(), null))).isZero();
        assertThat(times("a")).containsExactly(START);
    }

    @Test
    void whoDiesAtAnyCallLeavesWhatAnotherBringsToItsEnd() {
        for (int call = 1; call <= 30; call++) {
            keep("a", HOUR);
            minute(0, "a", "b");
            minute(1, "a");
            later(Duration.ofDays(2));
            AtomicInteger left = new AtomicInteger(call);
            ObjectStore dying = WatchedStore.of(store(), (method, key) -> {
                if (left.decrementAndGet() < 0) {
                    throw Fault.of(FaultCode.STORE_UNAVAILABLE, "Dead.");
                }
            });
            Await.on(Await.outcome(replica(dying, null).slice(() -> true)));
            Await.on(store().delete(new ObjectRef(FRAMES, new ObjectKey("leases/retention")), WriteCondition.NONE));
            letGo(replica(store(), null));

            assertThat(times("a")).as("after call " + call).isEmpty();
            assertThat(times("b").stream().distinct()).as("after call " + call).containsExactly(START);
            packs().forEach(pack -> Await.on(store().delete(pack.object(), WriteCondition.NONE)));
            Await.on(store().delete(new ObjectRef(FRAMES, new ObjectKey(Retention.PROGRESS)), WriteCondition.NONE));
        }
    }

    @Test
    void twoReplicasAtOnceLeaveWhatOneWould() {
        keep("a", HOUR);
        for (int minute = 0; minute < 10; minute++) {
            minute(minute, "a", "b");
        }
        later(Duration.ofDays(2));
        List<Uni<Retention.Slice>> both = List.of(
                replica(store(), null).slice(() -> true), replica(store(), null).slice(() -> true));
        Await.on(Uni.join().all(both).andCollectFailures());
        letGo(replica(store(), null));

        assertThat(times("a")).isEmpty();
        assertThat(times("b")).hasSize(10);
        assertThat(packs()).hasSize(10);
    }
}
