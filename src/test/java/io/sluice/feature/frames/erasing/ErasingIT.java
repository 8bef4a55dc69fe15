package io.sluice.feature.frames.erasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.erasures.Erasure;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.feature.frames.read.FrameReader;
import io.sluice.feature.frames.read.FrameSearch;
import io.sluice.feature.frames.read.Match;
import io.sluice.feature.frames.read.StoredFrame;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.WriteCondition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames that are erased are gone from the bucket, and no others. */
class ErasingIT extends ErasingFixture {
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
