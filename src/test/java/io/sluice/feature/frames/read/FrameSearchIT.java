package io.sluice.feature.frames.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.catalog.IndexState;
import io.sluice.feature.frames.index.MemoryPackIndex;
import io.sluice.feature.frames.index.PackFacts;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.ObjectRef;
import io.sluice.store.WriteCondition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Searches of packs in a bucket by a process that knows nothing at first, against a search of all frames one by one. */
class FrameSearchIT extends FrameFixture {
    private static final long SEED = 20261123;
    private static final long SECOND = FramePacks.SECOND;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Comparator<Sent> BY_TIME = Comparator.comparingLong(Sent::time)
            .thenComparingLong(frame -> frame.head().logTime())
            .thenComparingLong(frame -> frame.head().sequence());

    private static CameraName camera(String name) {
        return new CameraName(name);
    }

    private static ListFrames all(String camera, int limit) {
        return new ListFrames(
                camera(camera), START - HOUR.toNanos(), START + HOUR.toNanos(), Duration.ZERO, limit, null);
    }

    private Optional<Long> time(FrameSearch search, long at, Match match, Duration within) {
        return Await.on(search.one(camera("a"), new FrameTime(at), match, within))
                .frame()
                .map(frame -> frame.time().nanos());
    }

    @Test
    void oneFrameIsFoundByEveryMatch() {
        put(NOON, FramePacks.frame("a", START, 1), FramePacks.frame("a", START + 10 * SECOND, 2));
        put(NOON, FramePacks.frame("a", START + 4 * SECOND, 3));
        FrameSearch search = search(catalog());

        assertThat(time(search, START + 4 * SECOND, Match.EXACT, HOUR)).hasValue(START + 4 * SECOND);
        assertThat(time(search, START + 1, Match.EXACT, HOUR)).isEmpty();
        assertThat(time(search, START + 5 * SECOND, Match.FLOOR, HOUR)).hasValue(START + 4 * SECOND);
        assertThat(time(search, START + 5 * SECOND, Match.CEIL, HOUR)).hasValue(START + 10 * SECOND);
        assertThat(time(search, START + 5 * SECOND, Match.NEAREST, HOUR)).hasValue(START + 4 * SECOND);
        assertThat(time(search, START + 7 * SECOND, Match.NEAREST, HOUR)).hasValue(START + 4 * SECOND);
        assertThat(time(search, START + 7 * SECOND + 1, Match.NEAREST, HOUR)).hasValue(START + 10 * SECOND);
        assertThat(time(search, START - 1, Match.FLOOR, HOUR)).isEmpty();
        assertThat(time(search, START + 11 * SECOND, Match.CEIL, HOUR)).isEmpty();
        assertThat(time(search, START + 9 * SECOND, Match.FLOOR, Duration.ofSeconds(4)))
                .isEmpty();
        assertThat(time(search, START + 9 * SECOND, Match.FLOOR, Duration.ofSeconds(5)))
                .hasValue(START + 4 * SECOND);
        assertThat(time(search, START + 9 * SECOND, Match.NEAREST, Duration.ofMillis(999)))
                .isEmpty();
        assertThat(time(search, START + 100_000 * SECOND, Match.FLOOR, Duration.ofDays(2)))
                .hasValue(START + 10 * SECOND);
    }

    @Test
    void framesOfOneTimeAreAllThereInTheOrderTheyArrived() {
        put(NOON, FramePacks.frame("a", START, START + 30, 7), FramePacks.frame("a", START, START + 10, 9));
        put(NOON, FramePacks.frame("a", START, START + 20, 8));
        put(NOON, FramePacks.frame("a", START, START + 20, 11));
        FrameSearch search = search(catalog());

        assertThat(Await.on(search.list(all("a", 10))).frames())
                .extracting(StoredFrame::sequence)
                .containsExactly(9L, 8L, 11L, 7L);
        assertThat(Await.on(search.one(camera("a"), new FrameTime(START), Match.EXACT, HOUR))
                        .frame()
                        .orElseThrow()
                        .sequence())
                .isEqualTo(9);
        assertThat(Await.on(search.one(camera("a"), new FrameTime(START), Match.FLOOR, HOUR))
                        .frame()
                        .orElseThrow()
                        .sequence())
                .isEqualTo(7);
    }

    @Test
    void aFrameThatCameDaysLateIsFoundByItsOwnTime() {
        long late = START - Duration.ofDays(2).toNanos();
        put(NOON.minus(Duration.ofDays(2)), FramePacks.frame("a", late - SECOND, 1));
        SealedPack pack = put(NOON, FramePacks.frame("a", START, 2), FramePacks.frame("a", late, START, 3));
        FrameCatalog catalog = catalog();
        FrameSearch search = search(catalog);

        Found first = Await.on(search.one(camera("a"), new FrameTime(late), Match.FLOOR, HOUR));
        assertThat(first.frame()).isPresent();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Found found = Await.on(search.one(camera("a"), new FrameTime(late), Match.FLOOR, HOUR));
            assertThat(found.index()).isEqualTo(IndexState.READY);
            assertThat(found.frame().orElseThrow().sequence()).isEqualTo(3);
            assertThat(found.frame().orElseThrow().pack()).isEqualTo(pack.key());
        });
        assertThat(Await.on(search.latest(camera("a"))).frame().orElseThrow().sequence())
                .isEqualTo(2);
    }

    @Test
    void everyQuestionIsAnsweredAsASearchOfAllWould() {
        Random random = new Random(SEED);
        List<Sent> sent = new ArrayList<>();
        for (int pack = 0; pack < 120; pack++) {
            List<Sent> frames = some(random, pack);
            sent.addAll(
                    frames.stream().filter(frame -> frame.camera().equals("a")).toList());
            put(NOON.plusSeconds(10L * pack), frames.toArray(Sent[]::new));
        }
        sent.sort(BY_TIME);
        FrameSearch search = search(catalog(new MemoryPackIndex(), HOUR));

        for (int i = 0; i < 300; i++) {
            long at = START + random.nextLong(1300 * SECOND) - 50 * SECOND;
            long within = random.nextLong(60 * SECOND);
            for (Match match : Match.values()) {
                assertThat(time(search, at, match, Duration.ofNanos(within)))
                        .as("seed %d, %s of %d within %d", SEED, match, at, within)
                        .isEqualTo(expected(sent, at, match, within));
            }
        }
        for (int i = 0; i < 60; i++) {
            long from = START + random.nextLong(1200 * SECOND);
            long to = from + random.nextLong(400 * SECOND);
            long every = random.nextInt(3) == 0 ? 0 : random.nextLong(20 * SECOND);
            ListFrames query =
                    new ListFrames(camera("a"), from, to, Duration.ofNanos(every), 1 + random.nextInt(40), null);
            assertThat(times(pages(search, query)))
                    .as("seed %d, %s", SEED, query)
                    .isEqualTo(times(sent, from, to, every));
        }
    }

    private static List<Sent> some(Random random, int pack) {
        List<Sent> frames = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long time = START + 10L * pack * SECOND + random.nextLong(12_000) * 1_000_000L;
            long own = random.nextInt(15) == 0 ? time - random.nextLong(200 * SECOND) : time;
            frames.add(FramePacks.frame(random.nextInt(4) == 0 ? "b" : "a", own, time + i, pack * 100L + i));
        }
        return frames;
    }

    private static Optional<Long> expected(List<Sent> sent, long at, Match match, long within) {
        Optional<Long> floor = sent.stream()
                .map(Sent::time)
                .filter(time -> time <= at && at - time <= within)
                .reduce((one, other) -> other);
        Optional<Long> ceil = sent.stream()
                .map(Sent::time)
                .filter(time -> time >= at && time - at <= within)
                .findFirst();
        return switch (match) {
            case EXACT -> ceil.filter(time -> time == at);
            case FLOOR -> floor;
            case CEIL -> ceil;
            case NEAREST -> floor.isEmpty() || (ceil.isPresent() && ceil.get() - at < at - floor.get()) ? ceil : floor;
        };
    }

    private static List<StoredFrame> pages(FrameSearch search, ListFrames query) {
        List<StoredFrame> all = new ArrayList<>();
        ListFrames next = query;
        while (true) {
            FramePage page = Await.on(search.list(next));
            all.addAll(page.frames());
            assertThat(page.frames().size()).isLessThanOrEqualTo(query.limit());
            if (page.next() == null) {
                return all;
            }
            FrameMark mark = FrameMark.parse(page.next().toString());
            next = new ListFrames(query.camera(), query.from(), query.to(), query.every(), query.limit(), mark);
        }
    }

    private static List<Long> times(List<StoredFrame> frames) {
        return frames.stream().map(frame -> frame.time().nanos()).toList();
    }

    private static List<Long> times(List<Sent> sent, long from, long to, long every) {
        List<Long> times = new ArrayList<>();
        long due = from;
        for (Sent frame : sent) {
            if (frame.time() >= due && frame.time() <= to) {
                times.add(frame.time());
                due = every == 0 ? due : from + ((frame.time() - from) / every + 1) * every;
            }
        }
        return times;
    }

    @Test
    void gapsAreBetweenFramesAndAtBothEnds() {
        put(NOON, FramePacks.frame("a", START + SECOND, 1), FramePacks.frame("a", START + 2 * SECOND, 2));
        put(NOON, FramePacks.frame("a", START + 5 * SECOND, 3), FramePacks.frame("b", START + 3 * SECOND, 1));
        FrameSearch search = search(catalog());
        ListFrames query = new ListFrames(camera("a"), START, START + 10 * SECOND, Duration.ZERO, 10, null);

        assertThat(Await.on(search.gaps(query, Duration.ofSeconds(2), lane)).gaps())
                .containsExactly(
                        new GapPage.Gap(START + 2 * SECOND, START + 5 * SECOND),
                        new GapPage.Gap(START + 5 * SECOND, START + 10 * SECOND));
        GapPage nothing = Await.on(search.gaps(
                new ListFrames(camera("nobody"), START, START + 10 * SECOND, Duration.ZERO, 10, null),
                Duration.ofSeconds(2),
                lane));
        assertThat(nothing.gaps()).containsExactly(new GapPage.Gap(START, START + 10 * SECOND));
        assertThat(nothing.next()).isNull();
    }

    @Test
    void gapsArePaged() {
        List<Sent> frames = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            frames.add(FramePacks.frame("a", START + 2L * i * SECOND, i));
        }
        put(NOON, frames.toArray(Sent[]::new));
        FrameSearch search = search(catalog());
        List<GapPage.Gap> gaps = new ArrayList<>();
        FrameMark after = null;
        do {
            GapPage page = Await.on(search.gaps(
                    new ListFrames(camera("a"), START, START + 98 * SECOND, Duration.ZERO, 7, after),
                    Duration.ofSeconds(1),
                    lane));
            gaps.addAll(page.gaps());
            after = page.next();
        } while (after != null);
        assertThat(gaps).hasSize(49).doesNotHaveDuplicates();
    }

    /** The new pack is put first and the old ones are deleted last; a reader may have seen any of it. */
    @Test
    void whilePacksAreReplacedThereIsNoGapAndNoDouble() {
        List<Sent> frames = new ArrayList<>();
        List<SealedPack> old = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            frames.add(FramePacks.frame("a", START + i * SECOND, i));
            frames.add(FramePacks.frame("b", START + i * SECOND, i));
            old.add(put(NOON, frames.get(2 * i), frames.get(2 * i + 1)));
        }
        FrameCatalog knowing = catalog();
        FrameSearch search = search(knowing);
        assertAllOnce(search);

        SealedPack joined = FramePacks.put(store(), FramePacks.pack(NOON, frames));
        assertAllOnce(search(catalog()));
        Await.on(knowing.replaced(List.of(), List.of(PackFacts.of(joined.key(), 1, joined.table()))));
        assertAllOnce(search);
        old.subList(0, 20).forEach(this::delete);
        assertAllOnce(search);
        assertAllOnce(search(catalog()));
        old.subList(20, 40).forEach(this::delete);
        assertAllOnce(search);
        assertAllOnce(search(catalog()));
        assertThat(Await.on(search.one(camera("b"), new FrameTime(START + 30 * SECOND), Match.FLOOR, HOUR))
                        .frame()
                        .orElseThrow()
                        .pack())
                .isEqualTo(joined.key());
    }

    private static void assertAllOnce(FrameSearch search) {
        List<StoredFrame> found = pages(search, all("a", 7));
        assertThat(found)
                .extracting(StoredFrame::sequence)
                .hasSize(40)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aPackWithADamagedTableIsPassedOver() {
        SealedPack good = put(NOON, FramePacks.frame("a", START, 1));
        Await.on(store().put(
                        ObjectRef.of("frames", "packs/2026/03/01/12/00/node-1-01KAK8A0000000000000000000.mcap"),
                        Attributes.NONE,
                        WriteCondition.NONE,
                        Body.of(ByteBuffer.wrap(new byte[5000]))));
        FrameSearch search = search(catalog());

        assertThat(Await.on(search.list(all("a", 10))).frames())
                .singleElement()
                .extracting(StoredFrame::pack)
                .isEqualTo(good.key());
    }

    @Test
    void whatAnotherReplicaHasJustStoredIsFoundSoon() {
        now = NOON.plusSeconds(2);
        FrameSearch search = search(catalog());
        put(NOON, FramePacks.frame("a", START, 1));
        assertThat(Await.on(search.latest(camera("a"))).frame().orElseThrow().sequence())
                .isEqualTo(1);

        put(NOON, FramePacks.frame("a", START + SECOND, 2));

        await().atMost(Duration.ofSeconds(5))
                .until(() -> Await.on(search.latest(camera("a")))
                                .frame()
                                .orElseThrow()
                                .sequence()
                        == 2);
    }
}
