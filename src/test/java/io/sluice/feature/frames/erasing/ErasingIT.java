package io.sluice.feature.frames.erasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.bytes.ByteRange;
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
import io.sluice.feature.frames.erasures.Erasure;
import io.sluice.feature.frames.index.MemoryPackIndex;
import io.sluice.feature.frames.pack.PackCheck;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.feature.frames.read.FrameReader;
import io.sluice.feature.frames.read.FrameSearch;
import io.sluice.feature.frames.read.ListFrames;
import io.sluice.feature.frames.read.Match;
import io.sluice.feature.frames.read.StoredFrame;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.feature.frames.settings.CameraSettings;
import io.sluice.feature.frames.settings.Hold;
import io.sluice.feature.frames.upkeep.Compaction;
import io.sluice.feature.frames.upkeep.CompactionSettings;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Frames that are erased are gone from the bucket, and no others. */
class ErasingIT extends FrameFixture {
    private static final long SECOND = FramePacks.SECOND;
    private static final long MINUTE = 60 * SECOND;
    private static final CameraName A = new CameraName("a");
    private static final CameraName B = new CameraName("b");

    private ErasureReplica replica(ObjectStore store) {
        PackRewrite.Parts parts = new PackRewrite.Parts(store, catalog(), budget, time, timers, Ids.system(), lane);
        return new ErasureReplica(manifests(store), parts);
    }

    private ErasureReplica replica() {
        return replica(store());
    }

    private static Erasure erase(ErasureReplica replica, long from, long to) {
        return Await.on(replica.requests.range(A, new FrameTime(from), new FrameTime(to)));
    }

    private void hold(long from, long to) {
        Hold hold = new Hold("h", new FrameTime(from), new FrameTime(to), "why", now);
        Await.on(replica().cameras.hold(A, hold));
    }

    private static Sent frame(String camera, int minute, int second) {
        return FramePacks.frame(camera, START + minute * MINUTE + second * SECOND, minute * 60L + second);
    }

    private SealedPack minute(int minute, Sent... frames) {
        return put(NOON.plus(Duration.ofMinutes(minute)), frames);
    }

    private List<PackKey> packs() {
        List<PackKey> packs = new ArrayList<>();
        for (ListPage.Entry entry : Await.on(store().list(new ListQuery(FRAMES, PackKey.ROOT, null, null, 1000)))
                .objects()) {
            packs.add(Objects.requireNonNull(PackKey.parseOrNull(entry.key().value())));
        }
        return packs;
    }

    private List<String> objects() {
        return packs().stream().map(this::text).toList();
    }

    /** The bytes of an object, each as a character. */
    private String text(PackKey pack) {
        ByteBuffer bytes = Await.on(store().get(pack.object(), ByteRange.all(), 8 << 20, ReadCondition.NONE))
                .joined();
        assertThat(PackCheck.check(bytes).whole()).isTrue();
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }

    private static String image(Sent frame) {
        return new String(frame.bytes(), StandardCharsets.ISO_8859_1);
    }

    private void assertInBucket(Sent... frames) {
        List<String> objects = objects();
        for (Sent frame : frames) {
            assertThat(objects.stream().filter(object -> object.contains(image(frame))))
                    .as("%s", frame.head())
                    .hasSize(1);
        }
    }

    private void assertGone(Sent... frames) {
        List<String> objects = objects();
        for (Sent frame : frames) {
            assertThat(objects).as("%s", frame.head()).noneMatch(object -> object.contains(image(frame)));
        }
    }

    /** By a process that knows nothing, and looks through all that came late. */
    private List<StoredFrame> listed(CameraName camera) {
        return listed(search(catalog(new MemoryPackIndex(), Duration.ofHours(2))), camera);
    }

    private static List<StoredFrame> listed(FrameSearch search, CameraName camera) {
        return Await.on(search.list(
                        new ListFrames(camera, START - 10 * MINUTE, START + 60 * MINUTE, Duration.ZERO, 1000, null)))
                .frames();
    }

    private void later(Duration afterAsking) {
        now = NOON.plus(Duration.ofHours(1)).plus(afterAsking);
    }

    @Test
    void framesOfTheRangeGoAndAllOthersStayBitForBit() {
        Sent[] erased = {frame("a", 1, 0), frame("a", 1, 30), frame("a", 2, 0), frame("a", 2, 1)};
        Sent[] kept = {frame("a", 0, 59), frame("a", 2, 2), frame("b", 1, 0), frame("b", 2, 0), frame("b", 3, 0)};
        minute(0, kept[0]);
        minute(1, erased[0], kept[2], erased[1]);
        minute(2, erased[2], erased[3]);
        SealedPack others = minute(2, kept[1], kept[3]);
        Sent lateOne = FramePacks.frame("a", START + 90 * SECOND, START + 40 * MINUTE, 7);
        SealedPack late = minute(40, kept[4], lateOne);
        ErasureReplica replica = replica();

        Erasure asked = erase(replica, START + MINUTE, START + 2 * MINUTE + SECOND);
        Sent afterwards = FramePacks.frame("a", START + 90 * SECOND, FramePacks.nanos(now) + 1, 8);
        minute(60, afterwards);
        replica.work();

        assertGone(erased);
        assertGone(lateOne);
        assertInBucket(kept);
        assertInBucket(afterwards);
        assertThat(packs()).contains(others.key()).doesNotContain(late.key()).hasSize(5);
        assertThat(listed(A)).extracting(StoredFrame::sequence).containsExactly(59L, 8L, 122L);
        assertThat(replica.find(asked).isRunning()).isTrue();
        assertThat(replica.find(asked).work().frames()).isEqualTo(5);
        assertThat(replica.find(asked).work().packs()).isEqualTo(3);
    }

    @Test
    void itIsDoneWhenNothingIsFoundAQuarterOfAnHourLater() {
        minute(1, frame("a", 1, 0), frame("b", 1, 0));
        ErasureReplica replica = replica();
        Erasure asked = erase(replica, START, START + 5 * MINUTE);
        replica.work();
        later(Erasing.SETTLED.minusMillis(1));
        replica.work();
        assertThat(replica.find(asked).isRunning()).isTrue();

        later(Erasing.SETTLED);
        replica.work();
        assertThat(replica.find(asked).work().doneAt()).isEqualTo(now);

        later(Erasing.SETTLED.plus(Erasing.KEPT).minusMillis(1));
        replica.work();
        assertThat(Await.on(replica.erasures.find(asked.id()))).isPresent();
        later(Erasing.SETTLED.plus(Erasing.KEPT));
        replica.work();
        assertThat(Await.on(replica.erasures.find(asked.id()))).isEmpty();
    }

    @Test
    void whatIsHeldIsRefusedAndNothingHappens() {
        Sent frame = frame("a", 1, 0);
        SealedPack pack = minute(1, frame);
        hold(START + MINUTE, START + 2 * MINUTE);
        ErasureReplica replica = replica();

        assertThat(Await.failure(replica.requests.range(A, new FrameTime(START), new FrameTime(START + MINUTE)))
                        .code())
                .isEqualTo(FaultCode.FRAMES_HELD);
        assertThat(Await.failure(replica.requests.all(A)).code()).isEqualTo(FaultCode.FRAMES_HELD);
        replica.work();
        assertThat(packs()).containsExactly(pack.key());
        assertThat(Await.on(replica.erasures.now()).all()).isEmpty();

        erase(replica, START, START + MINUTE - 1);
        replica.work();
        assertThat(packs()).containsExactly(pack.key());
    }

    @Test
    void readsHideAtOnceAndOnOtherReplicasSoon() {
        Sent kept = frame("a", 0, 0);
        minute(0, kept);
        minute(1, frame("a", 1, 0), frame("b", 1, 0));
        ErasureReplica mine = replica();
        ErasureReplica other = replica();
        FrameCatalog catalog = catalog();
        FrameSearch search = search(catalog, mine.erasures);
        FrameSearch elsewhere = search(catalog(), other.erasures);
        List<StoredFrame> before = listed(search, A);
        assertThat(before).hasSize(2);
        assertThat(listed(elsewhere, A)).hasSize(2);

        erase(mine, START + MINUTE, START + MINUTE);

        assertThat(listed(search, A)).extracting(StoredFrame::sequence).containsExactly(0L);
        assertThat(listed(search, B)).hasSize(1);
        assertThat(Await.on(search.latest(A)).frame().orElseThrow().sequence()).isZero();
        FrameTime at = new FrameTime(START + MINUTE);
        assertThat(Await.on(search.one(A, at, Match.EXACT, Duration.ZERO)).frame())
                .isEmpty();
        assertThat(Await.on(search.one(A, at, Match.FLOOR, Duration.ofHours(1)))
                        .frame()
                        .orElseThrow()
                        .sequence())
                .isZero();
        FrameReader reader = new FrameReader(catalog, search, bytes());
        assertThat(Await.failure(reader.read(before.getLast())).code()).isEqualTo(FaultCode.FRAME_NOT_FOUND);
        await().atMost(Duration.ofSeconds(20)).until(() -> listed(elsewhere, A).size() == 1);
    }

    @Test
    void aRewriteThatBeganBeforeDoesNotBringFramesBack() {
        Sent erased = frame("a", 1, 0);
        Sent kept = frame("b", 1, 0);
        minute(1, erased, kept);
        ErasureReplica replica = replica();
        Erasure asked = erase(replica, START, START + 5 * MINUTE);
        replica.work();
        assertGone(erased);

        // As a rewrite would put it that had read the old pack.
        minute(1, erased, kept);
        assertThat(listed(A)).isEmpty();
        later(Erasing.SETTLED);
        replica.work();

        assertGone(erased);
        assertThat(listed(B)).hasSize(1);
        assertThat(replica.find(asked).work().frames()).isEqualTo(2);
        assertThat(replica.find(asked).isRunning()).isFalse();
    }

    @Test
    void aCompactionThatBeginsAfterwardsLeavesThemOut() {
        Sent erased = frame("a", 1, 0);
        Sent kept = frame("b", 1, 0);
        minute(1, erased);
        minute(1, kept);
        ErasureReplica replica = replica();
        erase(replica, START, START + 5 * MINUTE);

        CompactionSettings settings = new CompactionSettings(
                Optional.empty(), Duration.ofMinutes(2), Duration.ofHours(2), 4 << 20, 2 << 20, Duration.ofMillis(1));
        Compaction compaction = new Compaction(replica.compacting(lane), settings, new SimpleMeterRegistry());
        assertThat(Await.on(compaction.run(NOON, now).next())).isPresent();

        assertThat(packs()).hasSize(1);
        assertGone(erased);
        assertInBucket(kept);
    }

    @Test
    void whoDiesAtAnyCallLeavesWhatAnotherBringsToItsEnd() {
        Sent[] erased = {frame("a", 0, 0), frame("a", 1, 0)};
        Sent kept = frame("b", 0, 0);
        for (int call = 1; call <= 40; call++) {
            later(Duration.ZERO);
            minute(0, erased[0], kept);
            minute(1, erased[1]);
            ErasureReplica good = replica();
            Erasure asked = erase(good, START, START + 5 * MINUTE);
            AtomicInteger left = new AtomicInteger(call);
            ObjectStore dying = WatchedStore.of(store(), (method, key) -> {
                if (left.decrementAndGet() < 0) {
                    throw Fault.of(FaultCode.STORE_UNAVAILABLE, "Dead.");
                }
            });
            Await.on(Await.outcome(replica(dying).erasing.slice()));
            Await.on(store().delete(ObjectRef.of("frames", "leases/erasure"), WriteCondition.NONE));
            good.work();

            assertGone(erased);
            assertThat(listed(B)).as("after call " + call).hasSize(1);
            later(Erasing.SETTLED);
            replica().work();
            assertThat(good.find(asked).isRunning()).as("after call " + call).isFalse();
            packs().forEach(pack -> Await.on(store().delete(pack.object(), WriteCondition.NONE)));
            Await.on(good.erasures.remove(asked.id()));
        }
    }

    @Test
    void twoReplicasAtOnceLeaveWhatOneWould() {
        Sent[] erased = new Sent[10];
        for (int minute = 0; minute < 10; minute++) {
            erased[minute] = frame("a", minute, 0);
            minute(minute, frame("b", minute, 0), erased[minute]);
        }
        ErasureReplica one = replica();
        Erasure asked = erase(one, START, START + 20 * MINUTE);
        // The lease is of no use when two have it.
        Uni<Erasing.Slice> first = one.erasing.slice();
        Uni<Erasing.Slice> second = replica(WatchedStore.of(store(), (method, key) -> {
                    if (method.equals("put") && key.startsWith("leases/")) {
                        Await.on(store().delete(ObjectRef.of("frames", key), WriteCondition.NONE));
                    }
                }))
                .erasing
                .slice();
        Await.on(Await.outcome(Uni.join().all(List.of(first, second)).andCollectFailures()));
        one.work();

        assertGone(erased);
        assertThat(listed(B)).hasSize(10);
        later(Erasing.SETTLED);
        one.work();
        assertThat(one.find(asked).isRunning()).isFalse();
        assertThat(listed(B)).hasSize(10);
    }

    @Test
    void damagedPacksAreNamedAndItIsDoneWhenTheyAreGone() {
        SealedPack whole = minute(1, frame("a", 1, 0));
        PackKey broken = new PackKey(NOON.plus(Duration.ofMinutes(2)), "node-1", "01KAK8A0000000000000000000");
        overwrite(broken, new byte[5000]);
        PackKey bad = damaged(FramePacks.pack(NOON, List.of(frame("a", 0, 0), frame("a", 5, 0))), 1);
        PackKey good = damaged(FramePacks.pack(NOON, List.of(frame("a", 0, 1), frame("a", 5, 1))), 0);
        ErasureReplica replica = replica();

        Erasure asked = erase(replica, START, START + 2 * MINUTE);
        replica.work();
        assertThat(packs()).hasSize(3).contains(broken, bad).doesNotContain(whole.key(), good);
        assertThat(replica.find(asked).work().damaged()).containsExactlyInAnyOrder(broken.toString(), bad.toString());
        assertThat(listed(A)).extracting(StoredFrame::sequence).containsExactly(300L, 301L);

        later(Erasing.SETTLED);
        replica.work();
        assertThat(replica.find(asked).isRunning()).isTrue();
        List.of(broken, bad).forEach(pack -> Await.on(store().delete(pack.object(), WriteCondition.NONE)));
        later(Erasing.SETTLED.plus(Duration.ofMinutes(59)));
        replica.work();
        assertThat(replica.find(asked).work().damaged()).hasSize(2);
        later(Erasing.SETTLED.plus(Duration.ofMinutes(60)));
        replica.work();
        assertThat(replica.find(asked).isRunning()).isFalse();
    }

    @Test
    void aCameraGoesWithItsSettingsAndWhatIsSaidLaterStays() {
        Sent erased = frame("a", 1, 0);
        minute(1, erased, frame("b", 1, 0));
        ErasureReplica replica = replica();
        say(replica);

        Erasure asked = Await.on(replica.requests.all(A));
        assertThat(Await.on(replica.cameras.find(A))).isEmpty();
        assertThat(asked.settings()).isNull();
        say(replica);
        replica.work();

        assertGone(erased);
        assertThat(listed(B)).hasSize(1);
        assertThat(Await.on(replica.cameras.find(A))).isPresent();
    }

    @Test
    void theSettingsGoWhenWhoWasAskedDiesBeforeThat() {
        Sent erased = frame("a", 1, 0);
        minute(1, erased);
        say(replica());
        ErasureReplica dying = replica(WatchedStore.of(store(), (method, key) -> {
            if (method.equals("delete")) {
                throw Fault.of(FaultCode.STORE_UNAVAILABLE, "Dead.");
            }
        }));
        assertThat(Await.failure(dying.requests.all(A)).code()).isEqualTo(FaultCode.STORE_UNAVAILABLE);
        assertThat(Await.on(replica().cameras.find(A))).isPresent();

        replica().work();

        assertThat(Await.on(replica().cameras.find(A))).isEmpty();
        assertGone(erased);
    }

    private static void say(ErasureReplica replica) {
        Await.on(replica.cameras.put(
                A, new CameraSettings(Duration.ofDays(1000), Map.of(), null, List.of()), WriteCondition.NONE));
    }

    private void overwrite(PackKey key, byte[] bytes) {
        Await.on(store().put(key.object(), Attributes.NONE, WriteCondition.NONE, Body.of(ByteBuffer.wrap(bytes))));
    }

    /** A byte of one of its images is another. */
    private PackKey damaged(SealedPack pack, int frame) {
        ByteBuffer bytes = ByteBuffer.allocate((int) pack.body().length());
        pack.body().chunks().forEach(chunk -> bytes.put(chunk.duplicate()));
        int at = (int) pack.table().frame(frame).place().offset() + 3;
        bytes.put(at, (byte) ~bytes.get(at));
        overwrite(pack.key(), bytes.array());
        return pack.key();
    }
}
