package io.sluice.feature.frames.erasures;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.pack.CameraFrames;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.store.ETag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an erasure covers, what of it is seen, and when it is done. */
class ErasureTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long START = FramePacks.nanos(NOON);
    private static final String ID = "01M7YX48217C58NHXQYB8GNS28";

    /** A way that begins then or later misses nothing. */
    private static final Instant SURE = NOON.plus(Duration.ofMinutes(15));

    private static Erasure erasure(String camera, long from, long to, @Nullable ETag settings) {
        return new Erasure(
                ID,
                new CameraName(camera),
                new FrameTime(from),
                new FrameTime(to),
                NOON,
                settings,
                ErasureWork.none(NOON));
    }

    private static ErasureWork.Way way(Instant begun, boolean ended, boolean found, String... left) {
        return new ErasureWork.Way(begun, NOON, ended, found, List.of(left));
    }

    private static ErasureWork work(ErasureWork.Way way) {
        return new ErasureWork(way, List.of(), 0, 0, null);
    }

    @Test
    void itCoversWhatHadArrivedOfItsRangeAndOfItsCamera() {
        Erasure erasure = erasure("a", 10, 20, null);
        assertThat(LongStream.of(9, 10, 20, 21).mapToObj(time -> erasure.covers(time, START)))
                .containsExactly(false, true, true, false);
        assertThat(erasure.covers(15, START + 1)).isFalse();

        KnownErasures known = new KnownErasures(List.of(erasure));
        assertThat(known.cover("a", 15, START)).isTrue();
        assertThat(known.cover("b", 15, START)).isFalse();
    }

    @Test
    void ofAPackTheOthersAreSeen() {
        List<Sent> frames = List.of(
                FramePacks.frame("a", START - 3, START - 3, 0),
                FramePacks.frame("a", START - 2, START - 2, 1),
                FramePacks.frame("a", START - 1, START + 1, 2),
                FramePacks.frame("b", START - 2, START - 2, 3));
        FrameTable table = FramePacks.pack(NOON, frames).table();
        KnownErasures known = new KnownErasures(List.of(erasure("a", START - 2, START, null)));

        CameraFrames seen = known.visible("a", table);
        assertThat(IntStream.range(0, seen.size()).mapToObj(seen::time)).containsExactly(START - 3, START - 1);
        assertThat(seen.floor(START - 2)).isZero();
        assertThat(seen.ceil(START - 2)).isEqualTo(1);
        assertThat(known.visible("b", table).size()).isEqualTo(1);
        assertThat(new KnownErasures(List.of()).visible("a", table).size()).isEqualTo(3);
    }

    @Test
    void aPackNeedNotBeOpenedWhenAllThatItMayHaveIsCovered() {
        KnownErasures known = new KnownErasures(List.of(erasure("a", 10, 20, null)));
        PackKey old = new PackKey(NOON.minus(Duration.ofMinutes(15)), "n", ID);
        PackKey young = new PackKey(NOON.minus(Duration.ofMinutes(14)), "n", ID);

        assertThat(known.hide("a", old, 10, 20)).isTrue();
        assertThat(known.hide("a", old, 9, 20)).isFalse();
        assertThat(known.hide("a", old, 10, 21)).isFalse();
        assertThat(known.hide("a", young, 10, 20)).isFalse();
        assertThat(known.hide("b", old, 10, 20)).isFalse();
    }

    @Test
    void itIsDoneWhenAWayThatWasBegunLateEnoughHasFoundNothing() {
        Instant now = SURE.plusSeconds(60);
        assertThat(work(way(SURE, true, false)).judged(SURE, now).doneAt()).isEqualTo(now);
        List.of(
                        way(SURE, false, false),
                        way(SURE, true, true),
                        way(SURE, true, false, "pack"),
                        way(SURE.minusNanos(1), true, false))
                .forEach(other -> assertThat(work(other).judged(SURE, now).doneAt())
                        .as(other.toString())
                        .isNull());
    }

    @Test
    void thereIsSomethingToDoUntilThen() {
        ErasureWork none = ErasureWork.none(NOON);
        assertThat(none.due(SURE)).hasValue(NOON);
        assertThat(work(way(NOON, true, true)).due(SURE)).hasValue(SURE);
        assertThat(work(way(NOON, true, false)).due(SURE)).hasValue(SURE);
        assertThat(work(way(SURE, true, true)).due(SURE)).hasValue(SURE);
        assertThat(work(way(SURE, true, false, "pack")).due(SURE)).hasValue(SURE.plus(ErasureWork.AGAIN));
        assertThat(work(way(SURE, true, false)).judged(SURE, SURE).due(SURE)).isEmpty();
    }

    @Test
    void anotherWayBeginsOnlyWhenTheOneBeforeHasEnded() {
        ErasureWork going = work(way(NOON, false, true, "pack"));
        assertThat(going.begun(SURE)).isEqualTo(going);

        ErasureWork again = work(way(NOON, true, true, "pack")).begun(SURE);
        assertThat(again.way()).isEqualTo(new ErasureWork.Way(SURE, Instant.EPOCH, false, false, List.of()));
        assertThat(again.damaged()).containsExactly("pack");
    }

    @Test
    void whatIsSaidTwiceIsTheSame() {
        ErasureWork begun = work(way(NOON, false, false));
        ErasureWork.Way further = new ErasureWork.Way(NOON, NOON.plusSeconds(60), true, true, List.of("pack"));
        ErasureWork.Counted counted = new ErasureWork.Counted(7, 2);

        ErasureWork once = begun.moved(further, counted);
        assertThat(once.way()).isEqualTo(further);
        assertThat(once.frames()).isEqualTo(7);
        assertThat(once.moved(further, counted)).isEqualTo(once);
        assertThat(once.moved(way(NOON, false, false), new ErasureWork.Counted(3, 1)))
                .isEqualTo(once);
        assertThat(once.begun(SURE).moved(further, counted).way().begun()).isEqualTo(SURE);
        assertThat(once.begun(SURE).moved(further, counted).way().ended()).isFalse();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Erasure fresh = erasure("gate-1", 0, Long.MAX_VALUE, new ETag("x"));
        Erasure done = fresh.withoutSettings()
                .with(new ErasureWork(way(SURE, true, true, "p", "q"), List.of("r"), 3, 2, SURE));
        for (Erasure each : List.of(fresh, done)) {
            assertThat(ErasureJson.FORM.read().apply(ErasureJson.FORM.write().apply(each)))
                    .isEqualTo(each);
        }
    }

    @Test
    void clientsAreToldWhenItIsDone() {
        Erasure running = erasure("a", START, START + 1, null);
        assertThat(ErasureJson.of(running).encode())
                .isEqualTo(
                        "{\"id\":\"" + ID + "\",\"camera\":\"a\",\"from\":\"2026-03-01T12:00:00Z\","
                                + "\"to\":\"2026-03-01T12:00:00.000000001Z\",\"state\":\"running\","
                                + "\"askedAt\":\"2026-03-01T12:00:00Z\",\"framesErased\":0,\"packsRewritten\":0,\"damaged\":[]}");
        Instant later = SURE;
        Erasure done = running.with(running.work()
                .moved(way(NOON, true, false), new ErasureWork.Counted(0, 0))
                .judged(/* sure= */ NOON, /* now= */ later));
        assertThat(ErasureJson.of(done).getString("state")).isEqualTo("done");
        assertThat(ErasureJson.of(done).getString("doneAt")).isEqualTo(SURE.toString());
    }
}
