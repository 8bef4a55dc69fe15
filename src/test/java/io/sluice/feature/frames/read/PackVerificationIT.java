package io.sluice.feature.frames.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.catalog.FrameTables;
import io.sluice.feature.frames.pack.SealedPack;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Packs are read and summed. */
class PackVerificationIT extends FrameFixture {
    @Test
    void packsAreSummedByTheExecutorHandedInAndTheirMemoryIsGivenBack() {
        SealedPack pack = put(NOON, FramePacks.frame("a", START, 1), FramePacks.frame("a", START + 1, 2));
        BlockingQueue<Runnable> sums = new LinkedBlockingQueue<>();
        PackVerification verification = new PackVerification(
                reads(),
                FRAMES,
                new FrameTables(reads(), FRAMES, budget, 1 << 20),
                bytes(),
                new PackVerification.Means(budget, sums::add));

        CompletableFuture<Optional<PackVerification.Checked>> next = verification
                .run(NOON, NOON.plus(Duration.ofMinutes(1)))
                .next()
                .subscribe()
                .asCompletionStage();

        await().atMost(Duration.ofSeconds(20)).until(() -> sums.size() == 1);
        assertThat(next).isNotDone();
        assertThat(budget.used()).isEqualTo(2 * pack.body().length());
        sums.remove().run();
        assertThat(next).isDone();
        assertThat(next.join())
                .hasValueSatisfying(
                        checked -> assertThat(checked.report().whole()).isTrue());
        assertThat(budget.used()).isZero();
    }
}
