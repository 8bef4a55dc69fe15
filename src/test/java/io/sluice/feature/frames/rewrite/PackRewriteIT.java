package io.sluice.feature.frames.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.feature.frames.read.ListFrames;
import io.sluice.feature.frames.read.StoredFrame;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectStore;
import io.sluice.store.WriteCondition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packs are written anew, and the frames stay what they were. */
class PackRewriteIT extends FrameFixture {
    private static final long SEED = 20261121;
    private static final long MEMORY = 8 << 20;

    private PackRewrite rewrite(FrameCatalog catalog, ObjectStore store, long memory) {
        return new PackRewrite(
                new PackRewrite.Parts(store, catalog, budget, time, timers, Ids.system(), lane), memory, Duration.ZERO);
    }

    private Rewritten rewritten(List<SealedPack> packs, FrameFilter filter, long memory) {
        return Await.on(rewrite(catalog(), store(), memory).run(keys(packs), filter));
    }

    private static List<PackKey> keys(List<SealedPack> packs) {
        return packs.stream().map(SealedPack::key).toList();
    }

    private List<PackKey> inBucket() {
        return Await.on(store().list(new ListQuery(PackKey.BUCKET, PackKey.ROOT, null, null, 1000))).objects().stream()
                .map(ListPage.Entry::key)
                .map(key -> PackKey.parseOrNull(key.value()))
                .toList();
    }

    /** By a process that knows nothing. */
    private List<StoredFrame> read(String camera) {
        return Await.on(search(catalog())
                        .list(new ListFrames(
                                new CameraName(camera),
                                START,
                                START + 100 * FramePacks.SECOND,
                                Duration.ZERO,
                                5000,
                                null)))
                .frames();
    }

    private List<SealedPack> packs(List<Sent> frames, int each) {
        List<SealedPack> packs = new ArrayList<>();
        for (int from = 0; from < frames.size(); from += each) {
            packs.add(put(NOON, frames.subList(from, from + each).toArray(Sent[]::new)));
        }
        return packs;
    }

    private static List<Sent> frames(int count) {
        List<Sent> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long time = START + i / 3 * FramePacks.SECOND / 10;
            frames.add(FramePacks.frame(i % 3 == 0 ? "b" : "a", time, time + 1000 - i % 7, i));
        }
        Collections.shuffle(frames, new Random(SEED));
        return frames;
    }

    @Test
    void smallPacksBecomeOneThatIsSortedByCameraAndTimeAndReadsAsBefore() {
        List<SealedPack> old = packs(frames(300), 10);
        List<StoredFrame> before = read("a");

        Rewritten done = rewritten(old, FrameFilter.ALL, MEMORY);

        assertThat(done.written()).hasSize(1);
        assertThat(done.replaced()).containsExactlyInAnyOrderElementsOf(keys(old));
        assertThat(inBucket()).isEqualTo(done.written());
        assertThat(read("a"))
                .hasSize(200)
                .extracting(StoredFrame::mark)
                .isEqualTo(before.stream().map(StoredFrame::mark).toList());
        assertThat(read("a"))
                .isSortedAccordingTo(
                        Comparator.comparingLong(frame -> frame.place().offset()));
        assertThat(read("b").getFirst().place().offset())
                .isGreaterThan(read("a").getLast().place().end());
        for (StoredFrame frame : read("a")) {
            Await.on(bytes().read(frame)).close();
        }
        assertThat(budget.used()).isZero();
    }

    @Test
    void moreThanASliceBecomesSeveralPacks() {
        List<SealedPack> old = packs(frames(300), 10);

        Rewritten done = rewritten(old, FrameFilter.ALL, 100_000);

        assertThat(done.written()).hasSizeBetween(3, 10);
        assertThat(inBucket()).containsExactlyInAnyOrderElementsOf(done.written());
        assertThat(read("a")).hasSize(200).doesNotHaveDuplicates();
        assertThat(done.counts().frames()).isEqualTo(300);
    }

    @Test
    void whatIsNotKeptIsGoneAndAPackOfNothingElseIsOnlyDeleted() {
        List<Sent> frames = frames(300);
        List<SealedPack> old = packs(frames, 10);

        Rewritten done = rewritten(old, (camera, _, _) -> camera.equals("a"), MEMORY);

        assertThat(done.counts().dropped()).isEqualTo(100);
        assertThat(read("a")).hasSize(200);
        assertThat(read("b")).isEmpty();

        Rewritten rest = Await.on(rewrite(catalog(), store(), MEMORY).run(done.written(), (_, _, _) -> false));
        assertThat(rest.written()).isEmpty();
        assertThat(inBucket()).isEmpty();
    }

    @Test
    void onePackOfWhichAllIsKeptStaysAsItIs() {
        List<SealedPack> one = packs(frames(30), 30);

        Rewritten done = rewritten(one, FrameFilter.ALL, MEMORY);

        assertThat(done.replaced()).isEmpty();
        assertThat(inBucket()).isEqualTo(keys(one));
    }

    @Test
    void aDamagedPackIsLeftAndTheOthersAreJoined() {
        List<SealedPack> old = packs(frames(60), 10);
        damageAnImage(old.get(2));

        Rewritten done = rewritten(old, FrameFilter.ALL, 30_000);

        assertThat(done.damaged()).containsExactly(old.get(2).key());
        assertThat(done.replaced()).hasSize(5).doesNotContain(old.get(2).key());
        assertThat(inBucket())
                .containsExactlyInAnyOrderElementsOf(
                        with(done.written(), old.get(2).key()));
        assertThat(read("a").size() + read("b").size()).isEqualTo(60);
        assertThat(budget.used()).isZero();
    }

    @Test
    void aPackThatIsGoneChangesNothing() {
        List<SealedPack> old = packs(frames(60), 10);
        delete(old.getFirst());

        assertThat(Await.failure(rewrite(catalog(), store(), MEMORY).run(keys(old), FrameFilter.ALL))
                        .code())
                .isEqualTo(FaultCode.OBJECT_NOT_FOUND);

        assertThat(inBucket()).hasSize(5);
        assertThat(budget.used()).isZero();
    }

    private static List<PackKey> with(List<PackKey> keys, PackKey more) {
        List<PackKey> all = new ArrayList<>(keys);
        all.add(more);
        return all;
    }

    private void damageAnImage(SealedPack pack) {
        ByteBuffer bytes = ByteBuffer.allocate((int) pack.body().length());
        pack.body().chunks().forEach(chunk -> bytes.put(chunk.duplicate()));
        int at = (int) pack.table().frame(4).place().offset() + 20;
        bytes.put(at, (byte) ~bytes.get(at));
        Await.on(store().put(pack.key().object(), Attributes.NONE, WriteCondition.NONE, Body.of(bytes.flip())));
    }
}
