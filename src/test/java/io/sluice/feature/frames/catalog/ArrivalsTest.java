package io.sluice.feature.frames.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int NOW = MinuteRange.of(NOON);
    private static final long SEED = 11;

    private Instant now = NOON;
    private long nanos;

    private final TimeSource time = new TimeSource() {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    };
    private final Arrivals arrivals = new Arrivals(time, Duration.ofSeconds(1));

    private static MinuteRange ago(int from, int to) {
        return new MinuteRange(NOW - from, NOW - to);
    }

    private void enter(MinuteRange range) {
        arrivals.entered(range, arrivals.begin());
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
        nanos += duration.toNanos();
    }

    @Test
    void whatIsLongOverNeedsOneListing() {
        assertThat(arrivals.missing(ago(100, 50))).containsExactly(ago(100, 50));
        enter(ago(80, 70));
        assertThat(arrivals.missing(ago(100, 50))).containsExactly(ago(100, 80), ago(70, 50));
        enter(ago(100, 50));
        pass(Duration.ofDays(1));
        assertThat(arrivals.missing(ago(100, 50))).isEmpty();
    }

    @Test
    void theLastMinutesAreListedAgainWhenTheyAreStale() {
        MinuteRange last = new MinuteRange(NOW - 10, NOW + 1);
        enter(last);
        assertThat(arrivals.missing(last)).isEmpty();
        pass(Duration.ofMillis(1500));
        assertThat(arrivals.missing(last)).containsExactly(new MinuteRange(NOW - 1, NOW + 1));
        pass(Duration.ofSeconds(30));
        assertThat(arrivals.missing(last)).containsExactly(last);
    }

    @Test
    void nobodyHasToWaitForWhatIsListedInTime() {
        MinuteRange last = new MinuteRange(NOW - 10, NOW + 1);
        enter(last);
        pass(Duration.ofMillis(600));
        assertThat(arrivals.missing(last)).isEmpty();
        assertThat(arrivals.missingSoon(last)).containsExactly(new MinuteRange(NOW - 1, NOW + 1));
    }

    @Test
    void aMinuteIsSettledOnlyByAListingLongAfterIt() {
        MinuteRange minute = ago(5, 4);
        enter(minute);
        pass(Duration.ofMinutes(30));
        assertThat(arrivals.missing(minute)).containsExactly(minute);
        enter(minute);
        pass(Duration.ofHours(1));
        assertThat(arrivals.missing(minute)).isEmpty();
    }

    @Test
    void whatIsToComeIsNotMissed() {
        assertThat(arrivals.missing(new MinuteRange(NOW + 5, NOW + 50))).isEmpty();
    }

    @Test
    void allIsKnownWhenNothingIsLeftOut() {
        assertThat(arrivals.complete(NOW - 100)).isFalse();
        enter(ago(100, 0));
        assertThat(arrivals.complete(NOW - 100)).isTrue();
        assertThat(arrivals.complete(NOW - 101)).isFalse();
        arrivals.doubt(ago(60, 59));
        assertThat(arrivals.complete(NOW - 100)).isFalse();
        assertThat(arrivals.complete(NOW - 59)).isTrue();
    }

    @Test
    void rangesJoinAndPartAsBitsWould() {
        Random random = new Random(SEED);
        BitSet model = new BitSet();
        for (int step = 0; step < 3000; step++) {
            int from = random.nextInt(300);
            int to = from + random.nextInt(60);
            MinuteRange range = new MinuteRange(NOW - 1000 + from, NOW - 1000 + to);
            if (random.nextInt(3) == 0) {
                arrivals.doubt(range);
                model.clear(from, to);
            } else {
                enter(range);
                model.set(from, to);
            }
            List<Integer> missing = new ArrayList<>();
            arrivals.missing(new MinuteRange(NOW - 1000, NOW - 600)).forEach(part -> {
                for (int minute = part.from(); minute < part.to(); minute++) {
                    missing.add(minute - NOW + 1000);
                }
            });
            List<Integer> expected = new ArrayList<>();
            for (int minute = model.nextClearBit(0); minute < 400; minute = model.nextClearBit(minute + 1)) {
                expected.add(minute);
            }
            assertThat(missing).as("seed %d step %d", SEED, step).isEqualTo(expected);
        }
    }

    @Test
    void theHourThatWasLongestNotAskedForGoesFirst() {
        var _ = arrivals.missing(ago(300, 290));
        pass(Duration.ofSeconds(1));
        var _ = arrivals.missing(ago(200, 190));
        pass(Duration.ofSeconds(1));
        var _ = arrivals.missing(ago(300, 290));

        MinuteRange least = Objects.requireNonNull(arrivals.leastAsked());

        assertThat(least.has(NOW - 200)).isTrue();
        assertThat(arrivals.leastAsked()).isNull();
    }

    @Test
    void aRangeIsListedInPiecesOfAnHourOrAMinute() {
        MinuteRange range = new MinuteRange(NOW - 30, NOW + 3);
        assertThat(range.hours()).containsExactly(new MinuteRange(NOW - 30, NOW), new MinuteRange(NOW, NOW + 3));
        MinuteRange early = range.hours().getFirst();
        assertThat(early.hour(false)).isEqualTo(new MinuteRange.Piece("packs/2026/03/01/11/", early));
        assertThat(early.hour(true).minutes()).isEqualTo(new MinuteRange(NOW - 60, NOW));
        assertThat(range.hours().getLast().minutes())
                .extracting(MinuteRange.Piece::prefix)
                .containsExactly("packs/2026/03/01/12/00/", "packs/2026/03/01/12/01/", "packs/2026/03/01/12/02/");
    }
}
