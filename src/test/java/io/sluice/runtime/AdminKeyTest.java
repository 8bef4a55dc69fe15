package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminKeyTest {
    private static final String TAIL = "0123456789-0123456789-0123456789";

    @Test
    void whatCanBeShownOpens() {
        assertThat(AdminKey.of(TAIL + "~!").fits(TAIL + "~!")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "é, not ASCII",
        "'a b', a blank",
        "'\t', a blank",
        "slk_, taken for an API key",
        "slk_01M7YX48217C58NHXQYB8GNS28_, taken for an API key"
    })
    void whatNobodyCouldShowKeepsSluiceFromStarting(String head, String why) {
        assertThatIllegalStateException()
                .isThrownBy(() -> AdminKey.of(head + TAIL))
                .withMessageContaining("sluice.access.admin-key")
                .withMessageContaining(why)
                .withMessageNotContaining(TAIL);
    }

    @Test
    void aShortOneKeepsSluiceFromStarting() {
        assertThatIllegalStateException()
                .isThrownBy(() -> AdminKey.of(TAIL.substring(1)))
                .withMessageContaining("fewer than 32 characters");
    }
}
