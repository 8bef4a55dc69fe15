package io.sluice.edge.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final MovedClock clock = new MovedClock();
    private final Allowance allowance = new Allowance(clock, Duration.ofSeconds(1), 3);

    private long taken(int tries) {
        return IntStream.range(0, tries).filter(_ -> allowance.take()).count();
    }

    @Test
    void aWindowHasAsManyAsItMayHave() {
        assertThat(taken(10)).isEqualTo(3);
        clock.move(Duration.ofMillis(999));
        assertThat(taken(10)).isZero();
    }

    @Test
    void theNextWindowHasItsOwn() {
        taken(10);
        clock.move(Duration.ofSeconds(1));

        assertThat(taken(10)).isEqualTo(3);
    }

    @Test
    void whatWasNotTakenIsNotSavedUp() {
        clock.move(Duration.ofSeconds(60));

        assertThat(taken(10)).isEqualTo(3);
    }
}
