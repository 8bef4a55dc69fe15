package io.sluice.feature.frames.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
    private final Deque<Runnable> rests = new ArrayDeque<>();
    private final OneAtATime alone = new OneAtATime(
            (_, task) -> {
                rests.add(task);
                return () -> {};
            },
            Duration.ofSeconds(1));
    private final List<UniEmitter<? super String>> begun = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();

    private Uni<String> work() {
        return alone.run(Uni.createFrom().emitter(begun::add));
    }

    private void rest() {
        Objects.requireNonNull(rests.poll()).run();
    }

    @Test
    void theNextBeginsWhenTheOneBeforeHasEndedAndRested() {
        work().subscribe().with(ended::add);
        work().subscribe().with(ended::add);
        assertThat(begun).hasSize(1);

        begun.getFirst().complete("first");
        assertThat(ended).containsExactly("first");
        assertThat(begun).hasSize(1);
        rest();

        assertThat(begun).hasSize(2);
    }

    @Test
    void whoFailsOrGivesUpHoldsNobodyUp() {
        var atWork = work().subscribe().with(ended::add);
        var waiting = work().subscribe().with(ended::add);
        work().subscribe().with(ended::add, failure -> ended.add("failed"));
        waiting.cancel();
        atWork.cancel();
        rest();

        assertThat(begun).hasSize(2);
        begun.getLast().fail(new IllegalStateException("no"));
        assertThat(ended).containsExactly("failed");
        rest();
        work().subscribe().with(ended::add);
        assertThat(begun).hasSize(3);
    }
}
