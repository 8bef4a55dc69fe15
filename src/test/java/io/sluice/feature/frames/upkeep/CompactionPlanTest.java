package io.sluice.feature.frames.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompactionPlanTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long START = FramePacks.nanos(NOON);
    private static final long MEMORY = 100_000;
    private static final long SMALL = 50_000;

    private final CompactionPlan plan = new CompactionPlan(MEMORY, SMALL);

    private static Sent frame(int number) {
        return FramePacks.frame("a", START + number, number);
    }

    private PackKey add(long bytes, Sent... frames) {
        SealedPack pack = FramePacks.pack(NOON, List.of(frames));
        plan.add(pack.key(), bytes, pack.table());
        return pack.key();
    }

    @Test
    void smallPacksAreJoinedAndLargeOnesLeft() {
        PackKey one = add(1000, frame(1));
        add(SMALL, frame(2));
        PackKey other = add(1000, frame(3));

        assertThat(plan.groups()).containsExactly(List.of(one, other));
    }

    @Test
    void oneSmallPackIsLeftAlone() {
        add(1000, frame(1));
        add(SMALL, frame(2));

        assertThat(plan.groups()).isEmpty();
    }

    @Test
    void eachGroupFitsIntoOnePack() {
        List<PackKey> keys =
                IntStream.range(0, 10).mapToObj(i -> add(30_000, frame(i))).toList();

        assertThat(plan.groups()).containsExactly(keys.subList(0, 3), keys.subList(3, 6), keys.subList(6, 9));
    }

    @Test
    void whatIsTooMuchForOnePackIsCutByTheTimeOfFramesWhenPacksWereWrittenInAnotherOrder() {
        List<PackKey> keys = IntStream.of(2, 4, 1, 3)
                .mapToObj(i -> add(40_000, frame(i), frame(10 + i)))
                .toList();

        assertThat(plan.groups()).containsExactly(List.of(keys.get(2), keys.get(0)), List.of(keys.get(3), keys.get(1)));
    }

    @Test
    void packsThatHaveAFrameInCommonAreJoinedWhateverTheirSize() {
        PackKey first = add(80_000, frame(1), frame(2));
        PackKey small = add(1000, frame(3));
        PackKey second = add(90_000, frame(4), frame(5));
        PackKey both = add(70_000, frame(2), frame(5));

        assertThat(plan.groups()).hasSize(1);
        assertThat(plan.groups().getFirst()).containsExactlyInAnyOrder(first, second, both);
        assertThat(plan.groups().getFirst()).doesNotContain(small);
    }
}
