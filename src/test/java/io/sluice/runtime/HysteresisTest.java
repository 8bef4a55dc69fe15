package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HysteresisTest {
    /** Signs and states as {@code +} and {@code -}; falls after two, rises after three. */
    @ParameterizedTest
    @CsvSource({
        "+++,--+",
        "++-+++,-----+",
        "+++-,--++",
        "+++--,--++-",
        "+++-+-+,--+++++",
        "+++--+++--,--++---++-",
        "-----,-----"
    })
    void theStateTurnsAfterSeveralSignsInARow(String signs, String states) {
        Hysteresis hysteresis = Hysteresis.down(2, 3);
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < signs.length(); i++) {
            hysteresis = hysteresis.seen(signs.charAt(i) == '+');
            seen.append(hysteresis.up() ? '+' : '-');
        }

        assertThat(seen).hasToString(states);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theFirstSignOfAllDecides(boolean sign) {
        assertThat(Hysteresis.down(2, 3).decided(sign).up()).isEqualTo(sign);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void oneSignTurnsWhatNeedsOnlyOne(boolean sign) {
        assertThat(Hysteresis.down(1, 1).decided(!sign).seen(sign).up()).isEqualTo(sign);
    }
}
