package io.sluice.feature.frames.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.time.Ids;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.pack.McapPython;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.feature.frames.read.FrameBytes;
import io.sluice.feature.frames.read.FrameReader;
import io.sluice.feature.frames.read.ListFrames;
import io.sluice.feature.frames.read.ReadFrame;
import io.sluice.feature.frames.read.StoredFrame;
import io.sluice.feature.frames.rewrite.FrameFilter;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.store.Await;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.sluice.store.WriteCondition;
import io.sluice.store.lease.Leases;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small packs are joined, and whatever happens meanwhile every frame is there once, as it was. */
abstract class CompactionContract extends FrameFixture {
    private static final long SEED = 20261121;
    private static final long SECOND = FramePacks.SECOND;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Comparator<Sent> ORDER = Comparator.comparingLong(Sent::time)
            .thenComparingLong(sent -> sent.head().logTime())
            .thenComparingLong(sent -> sent.head().sequence());

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private Compaction compaction(FrameCatalog catalog, ObjectStore store) {
        PackRewrite rewrite = rewrite(catalog, store);
        Leases leases =
                new Leases(new Leases.Parts(store, time, timers, Ids.system()), PackKey.BUCKET, Duration.ofSeconds(30));
        CompactionSettings settings = new CompactionSettings(
                Optional.empty(), Duration.ofMinutes(2), Duration.ofHours(2), 4 << 20, 2 << 20, Duration.ofMillis(1));
        return new Compaction(
                new Compaction.Parts(
                        store,
                        catalog,
                        rewrite,
                        leases,
                        () -> Uni.createFrom().item(FrameFilter.ALL),
                        time,
                        timers,
                        lane),
                settings,
                meters);
    }

    private PackRewrite rewrite(FrameCatalog catalog, ObjectStore store) {
        return new PackRewrite(
                new PackRewrite.Parts(store, catalog, budget, time, timers, Ids.system(), lane),
                4 << 20,
                Duration.ZERO);
    }

    private List<Compacted> compacted() {
        return compacted(compaction(catalog(), store()));
    }

    private List<Compacted> compacted(Compaction compaction) {
        CompactionRun run = compaction.run(NOON, NOON.plus(Duration.ofHours(3)));
        List<Compacted> all = new ArrayList<>();
        for (var next = Await.on(run.next()); next.isPresent(); next = Await.on(run.next())) {
            all.add(next.get());
        }
        return all;
    }

    private List<PackKey> inBucket() {
        return Await.on(store().list(new ListQuery(PackKey.BUCKET, PackKey.ROOT, null, null, 1000))).objects().stream()
                .map(ListPage.Entry::key)
                .map(key -> Objects.requireNonNull(PackKey.parseOrNull(key.value())))
                .toList();
    }

    private List<String> leases() {
        return Await.on(store().list(new ListQuery(PackKey.BUCKET, Leases.ROOT, null, null, 1000))).objects().stream()
                .map(entry -> entry.key().value())
                .toList();
    }

    /** Of two cameras, some late, some of one time; in packs of {@code each}, in no order. */
    private List<Sent> frames(int count, long from) {
        Random random = new Random(SEED);
        List<Sent> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long time = from + i / 3 * SECOND / 20 - (random.nextInt(20) == 0 ? 300 * SECOND : 0);
            frames.add(FramePacks.frame(i % 3 == 0 ? "b" : "a", time, from + i * 1000L, i));
        }
        Collections.shuffle(frames, random);
        return frames;
    }

    private List<SealedPack> packs(List<Sent> frames, int each) {
        List<SealedPack> packs = new ArrayList<>();
        for (int start = 0; start < frames.size(); start += each) {
            packs.add(put(NOON, frames.subList(start, start + each).toArray(Sent[]::new)));
        }
        return packs;
    }

    private List<StoredFrame> listed(FrameCatalog catalog, String camera) {
        return Await.on(search(catalog)
                        .list(new ListFrames(
                                new CameraName(camera),
                                START - 600 * SECOND,
                                START + 600 * SECOND,
                                Duration.ZERO,
                                1000,
                                null)))
                .frames();
    }

    /** Every frame once, in order, with all that is known of it. */
    private void assertAllOnce(FrameCatalog catalog, List<Sent> sent) {
        for (String camera : List.of("a", "b")) {
            assertThat(listed(catalog, camera))
                    .extracting(StoredFrame::head)
                    .isEqualTo(sent.stream()
                            .filter(frame -> frame.camera().equals(camera))
                            .sorted(ORDER)
                            .map(Sent::head)
                            .toList());
        }
    }

    private void assertBytes(FrameCatalog catalog, List<Sent> sent) {
        FrameReader reader = new FrameReader(catalog, search(catalog), new FrameBytes(store(), FRAMES, budget));
        List<String> expected = sent.stream()
                .filter(frame -> frame.camera().equals("a"))
                .sorted(ORDER)
                .map(frame -> Base64.getEncoder().encodeToString(frame.bytes()))
                .toList();
        assertThat(listed(catalog, "a").stream().map(frame -> text(Await.on(reader.read(frame)))))
                .containsExactlyElementsOf(expected);
    }

    private static String text(ReadFrame read) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer chunk : read.bytes()) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.duplicate().get(bytes);
            all.writeBytes(bytes);
        }
        read.close();
        return Base64.getEncoder().encodeToString(all.toByteArray());
    }

    @Test
    void aMinuteBecomesOnePackWithAllThatWasInIt() {
        List<Sent> sent = frames(240, START);
        packs(sent, 12);
        FrameCatalog knowing = catalog();
        assertAllOnce(knowing, sent);

        List<Compacted> done = compacted(compaction(knowing, store()));

        assertThat(done).singleElement().satisfies(minute -> {
            assertThat(minute.packs()).isEqualTo(20);
            assertThat(minute.written()).isEqualTo(1);
            assertThat(minute.frames()).isEqualTo(240);
        });
        assertThat(inBucket()).hasSize(1);
        assertThat(leases()).isEmpty();
        assertAllOnce(knowing, sent);
        assertAllOnce(catalog(), sent);
        assertBytes(knowing, sent);
        assertThat(compacted()).isEmpty();
        assertThat(meters.counter("sluice.frames.compaction.packs", "what", "read")
                        .count())
                .isEqualTo(20);
        assertThat(budget.used()).isZero();
    }

    @Test
    void otherProgramsReadTheJoinedPackAsItWasSent(@TempDir Path scratch) throws IOException {
        List<Sent> sent = frames(240, START);
        packs(sent, 12);
        compacted();
        PackKey joined = inBucket().getFirst();
        ReadRange pack = Await.on(store().get(joined.object(), ByteRange.all(), 4 << 20, ReadCondition.NONE));

        long end = START + 120_000;
        List<String> found = McapPython.read(scratch, pack.chunks(), new McapPython.Range("/cameras/a", START, end));

        assertThat(McapPython.starting("stream", found)).isEqualTo(lines("stream", sorted(sent)));
        assertThat(McapPython.starting("indexed", found))
                .containsExactlyInAnyOrderElementsOf(lines("indexed", sorted(sent)));
        List<Sent> inRange = sent.stream()
                .filter(frame -> frame.camera().equals("a") && frame.head().logTime() < end)
                .toList();
        assertThat(McapPython.starting("range", found))
                .hasSize(80)
                .containsExactlyInAnyOrderElementsOf(lines("range", inRange));
        assertThat(McapPython.starting("count", found))
                .containsExactly("count\t/cameras/a\t160", "count\t/cameras/b\t80");
        assertThat(McapPython.starting("statistics", found))
                .singleElement()
                .asString()
                .startsWith("statistics\t240\t1\t2\t1\t")
                .endsWith("\t" + START + "\t" + (START + 239_000));
        assertThat(McapPython.starting("entry", found)).hasSize(240);
        assertThat(McapPython.starting("header", found)).containsExactly("header\t\tsluice");
        assertThat(McapPython.starting("ordered", found)).containsExactly("ordered\tTrue\t240");
        assertThat(McapPython.starting("attachment", found)).hasSize(1);
    }

    /** By camera, and each camera's by time. */
    private static List<Sent> sorted(List<Sent> sent) {
        return sent.stream()
                .sorted(Comparator.comparing(Sent::camera).thenComparing(ORDER))
                .toList();
    }

    private static List<String> lines(String how, List<Sent> sent) {
        return sent.stream()
                .map(frame -> McapPython.line(how, frame.head(), frame.image()))
                .toList();
    }

    @Test
    void minutesThatAreNotOverForAWhileAreLeftAlone() {
        now = NOON.plus(Duration.ofMinutes(3)).minusMillis(1);
        packs(frames(24, START), 12);

        assertThat(compacted()).isEmpty();
        now = NOON.plus(Duration.ofMinutes(3));
        assertThat(compacted()).hasSize(1);
    }

    @Test
    void latePacksAreJoinedWithWhatTheirMinuteHas() {
        List<Sent> sent = new ArrayList<>(frames(60, START));
        packs(sent, 12);
        assertThat(compacted()).hasSize(1);
        List<Sent> late = frames(24, START + 20 * SECOND);
        packs(late, 12);
        sent.addAll(late);

        assertThat(compacted())
                .singleElement()
                .satisfies(minute -> assertThat(minute.packs()).isEqualTo(3));

        assertThat(inBucket()).hasSize(1);
        assertAllOnce(catalog(), sent);
    }

    @Test
    void whereverItIsKilledEveryFrameIsThereOnceAndTheNextOneTidiesUp() {
        List<Sent> sent = frames(72, START);
        int steps = 1;
        for (int last = 0; last <= steps; last++) {
            packs(sent, 12);
            FrameCatalog others = catalog();
            assertAllOnce(others, sent);
            DyingStore dying = new DyingStore(store(), last);
            FrameCatalog own = catalog();

            CompactionRun run = compaction(own, dying.store()).run(NOON, NOON.plus(MINUTE));
            var _ = Await.on(Await.outcome(run.next()));

            steps = Math.max(steps, dying.writes());
            assertAllOnce(own, sent);
            assertAllOnce(others, sent);
            assertAllOnce(catalog(), sent);
            var _ = Await.on(rewrite(catalog(), store()).run(inBucket(), FrameFilter.ALL));
            assertThat(inBucket()).as("killed after %d writes", last).hasSize(1);
            assertAllOnce(others, sent);
            assertAllOnce(catalog(), sent);
            clear();
        }
        assertThat(steps).isGreaterThan(8);
    }

    private void clear() {
        inBucket().forEach(key -> Await.on(store().delete(key.object(), WriteCondition.NONE)));
        leases().forEach(key -> Await.on(store().delete(ObjectRef.of("frames", key), WriteCondition.NONE)));
    }

    @Test
    void leftoversOfAKilledRewriteAreDroppedWhateverTheirSize() {
        List<Sent> sent = frames(72, START);
        List<SealedPack> old = packs(sent, 12);
        FramePacks.put(store(), FramePacks.pack(NOON, sent));
        FramePacks.put(store(), FramePacks.pack(NOON, sent));
        delete(old.getFirst());

        List<Compacted> done = compacted();

        assertThat(done).singleElement().satisfies(minute -> {
            assertThat(minute.copies()).isEqualTo(72 + 60);
            assertThat(minute.frames()).isEqualTo(72);
        });
        assertThat(inBucket()).hasSize(1);
        assertAllOnce(catalog(), sent);
    }

    @Test
    void twoAtOnceLeaveNoGapAndNoDoubleForWhoReadsMeanwhile() {
        List<Sent> sent = frames(120, START);
        for (int round = 0; round < 5; round++) {
            List<PackKey> keys = packs(sent, 6).stream().map(SealedPack::key).toList();
            FrameCatalog reader = catalog();
            assertAllOnce(reader, sent);
            List<CompletableFuture<?>> both = IntStream.range(0, 2)
                    .<CompletableFuture<?>>mapToObj(
                            i -> Await.outcome(rewrite(catalog(), store()).run(keys, FrameFilter.ALL))
                                    .subscribeAsCompletionStage())
                    .toList();
            CompletableFuture<?> all = CompletableFuture.allOf(both.toArray(CompletableFuture[]::new));
            while (!all.isDone()) {
                assertAllOnce(reader, sent);
                assertAllOnce(catalog(), sent);
            }
            assertAllOnce(reader, sent);
            compacted();
            assertThat(inBucket()).hasSize(1);
            assertAllOnce(reader, sent);
            clear();
        }
    }

    @Test
    void whileOneHasTheLeaseTheOtherLeavesTheMinuteToIt() {
        packs(frames(24, START), 12);
        Leases other = new Leases(
                new Leases.Parts(store(), time, timers, Ids.system()), PackKey.BUCKET, Duration.ofSeconds(30));
        var lease = Await.on(other.take("compaction/2026/03/01/12/00")).orElseThrow();

        assertThat(compacted()).singleElement().matches(Compacted::busy);
        Await.on(lease.release());
        assertThat(compacted()).singleElement().matches(Compacted::changed);
    }
}
