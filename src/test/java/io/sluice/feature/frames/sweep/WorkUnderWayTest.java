package io.sluice.feature.frames.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A stop waits for what is under way. */
class WorkUnderWayTest {
    private final WorkUnderWay work = new WorkUnderWay();

    private CompletableFuture<Optional<String>> begin(CompletableFuture<String> piece) {
        return work.piece(Uni.createFrom().completionStage(piece)).subscribeAsCompletionStage();
    }

    private CompletableFuture<Void> stop() {
        return work.stop().toCompletableFuture();
    }

    @Test
    void withNothingUnderWayAStopIsOverAtOnce() {
        assertThat(work.goesOn()).isTrue();
        assertThat(stop()).isCompleted();
        assertThat(work.goesOn()).isFalse();
    }

    @Test
    void aStopWaitsForAllPiecesHoweverTheyEnd() {
        CompletableFuture<String> one = new CompletableFuture<>();
        CompletableFuture<String> two = new CompletableFuture<>();
        CompletableFuture<Optional<String>> first = begin(one);
        CompletableFuture<Optional<String>> second = begin(two);
        CompletableFuture<Optional<String>> third = begin(new CompletableFuture<>());

        CompletableFuture<Void> stopped = stop();

        one.complete("done");
        assertThat(first).isCompletedWithValue(Optional.of("done"));
        two.completeExceptionally(new IllegalStateException("failed"));
        assertThat(second).isCompletedExceptionally();
        assertThat(stopped).isNotDone();
        third.cancel(false);
        assertThat(stopped).isCompleted();
        assertThat(stop()).isCompleted();
    }

    @Test
    void afterAStopNothingIsBegun() {
        CompletableFuture<Void> stopped = stop();

        assertThat(begin(CompletableFuture.completedFuture("done"))).isCompletedWithValue(Optional.empty());
        assertThat(stopped).isCompleted();
    }

    @Test
    void aPieceThatHasEndedBeforeIsNotWaitedFor() {
        assertThat(begin(CompletableFuture.completedFuture("done"))).isCompletedWithValue(Optional.of("done"));
        assertThat(stop()).isCompleted();
    }
}
