package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void aPercentileIsTheLeastThatSoManyDoNotExceed() {
        Latencies latencies = new Latencies();
        for (int millis = 10_000; millis > 0; millis--) {
            latencies.add(millis * 1_000_000L);
        }

        assertThat(latencies.millis(0.99)).isEqualTo(9_900);
        assertThat(latencies.millis(0.5)).isEqualTo(5_000);
        assertThat(latencies.millis(1)).isEqualTo(10_000);
    }

    @Test
    void nothingHasNone() {
        assertThatIllegalStateException().isThrownBy(() -> new Latencies().millis(0.5));
    }
}
