package io.sluice.base.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final long SEED = 20261121;

    @ParameterizedTest
    @CsvSource({"1,100", "2,200", "3,400", "4,800", "5,1000", "60,1000", "2147483647,1000"})
    void delaysDoubleUpToTheMostAndAreDrawnFromTheirUpperHalf(int failures, long ceiling) {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), new Random(SEED));

        for (int i = 0; i < 200; i++) {
            assertThat(backoff.delay(failures).toMillis())
                    .as("seed %d round %d", SEED, i)
                    .isBetween(ceiling / 2, ceiling);
        }
    }

    @Test
    void callersThatFailedTogetherDoNotComeBackTogether() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), new Random(SEED));

        assertThat(backoff.delay(1)).isNotEqualTo(backoff.delay(1));
    }

    @Test
    void noDelayIsNone() {
        assertThat(new Backoff(Duration.ZERO, Duration.ZERO, new Random(SEED)).delay(3))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void theOneForProductionKeepsItsBounds() {
        assertThat(Backoff.system(Duration.ofMillis(10), Duration.ofMillis(20)).delay(9))
                .isBetween(Duration.ofMillis(10), Duration.ofMillis(20));
    }
}
