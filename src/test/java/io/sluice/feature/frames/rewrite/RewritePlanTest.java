package io.sluice.feature.frames.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.feature.frames.read.StoredFrame;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RewritePlanTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long START = FramePacks.nanos(NOON);
    private static final Sent A = FramePacks.frame("a", START, 1);
    private static final Sent B = FramePacks.frame("b", START, 1);
    private static final Sent LATER = FramePacks.frame("a", START + FramePacks.SECOND, 2);

    private static SealedPack pack(Sent... frames) {
        return FramePacks.pack(NOON, List.of(frames));
    }

    private static RewritePlan plan(FrameFilter filter, SealedPack... packs) {
        SequencedMap<PackKey, FrameTable> tables = new LinkedHashMap<>();
        for (SealedPack pack : packs) {
            tables.put(pack.key(), pack.table());
        }
        return RewritePlan.of(tables, filter);
    }

    @Test
    void aFrameThatIsInSeveralPacksIsKeptOnce() {
        SealedPack first = pack(A, B);

        RewritePlan plan = plan(FrameFilter.ALL, first, pack(B, LATER), pack(A));

        assertThat(plan.kept())
                .extracting(frame -> frame.camera() + frame.sequence())
                .containsExactly("a1", "b1", "a2");
        assertThat(plan.kept().getFirst().pack()).isEqualTo(first.key());
        assertThat(plan.copies()).isEqualTo(2);
    }

    @Test
    void framesThatNothingTellsApartStayAsManyAsAPackHas() {
        assertThat(plan(FrameFilter.ALL, pack(A, A), pack(A)).kept()).hasSize(2);
        assertThat(plan(FrameFilter.ALL, pack(A), pack(A, A, A)).kept()).hasSize(3);
    }

    @Test
    void whatIsNotToBeKeptIsLeftOut() {
        RewritePlan plan = plan((camera, time, _) -> camera.equals("a") && time > START, pack(A, B, LATER));

        assertThat(plan.kept()).extracting(StoredFrame::sequence).containsExactly(2L);
        assertThat(plan.dropped()).isEqualTo(2);
        assertThat(plan.changes()).isTrue();
    }

    @Test
    void onePackOfWhichNothingIsLeftOutNeedNoChange() {
        assertThat(plan(FrameFilter.ALL, pack(A, B)).changes()).isFalse();
        assertThat(plan(FrameFilter.ALL, pack(A), pack(B)).changes()).isTrue();
    }

    @Test
    void portionsHoldNoMoreThanTheirMemoryAndAllFramesInOrder() {
        SealedPack one = pack(IntStream.range(0, 300)
                .mapToObj(i -> FramePacks.frame("a", START + i, i))
                .toArray(Sent[]::new));
        SealedPack other = pack(B, LATER);
        RewritePlan plan = plan(FrameFilter.ALL, one, other);

        List<Portion> portions = Portion.of(plan.kept(), 100_000);

        assertThat(portions).hasSizeGreaterThan(4).allMatch(portion -> portion.memory() <= 100_000);
        assertThat(portions.stream()
                        .flatMap(portion -> portion.stretches().stream())
                        .flatMap(stretch -> stretch.frames().stream()))
                .containsExactlyElementsOf(plan.kept());
        assertThat(Portion.of(plan.kept(), 1)).hasSize(302);
        assertThat(Portion.of(plan.kept(), 1 << 30).getFirst().stretches()).hasSize(2);
    }

    @Test
    void ofAPackOnlyWhatIsKeptIsRead() {
        SealedPack pack = pack(IntStream.range(0, 1000)
                .mapToObj(i -> FramePacks.frame("a", START + i, i))
                .toArray(Sent[]::new));

        List<Portion> portions = Portion.of(
                plan((_, time, _) -> time < START + 10 || time >= START + 990, pack)
                        .kept(),
                1 << 30);

        assertThat(portions)
                .singleElement()
                .satisfies(portion -> assertThat(portion.stretches())
                        .hasSize(2)
                        .allMatch(stretch -> stretch.frames().size() == 10));
    }
}
