package io.sluice.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    private static final Instant WHEN = Instant.parse("2026-01-05T09:07:03Z");

    @Test
    void aDateIsWrittenInTheOneFormOfHttp() {
        assertThat(Headers.date(WHEN)).isEqualTo("Mon, 05 Jan 2026 09:07:03 GMT");
        assertThat(Headers.date(WHEN.plusMillis(999))).isEqualTo("Mon, 05 Jan 2026 09:07:03 GMT");
    }

    @Test
    void whatIsWrittenCanBeRead() {
        assertThat(Headers.date(Headers.date(WHEN))).isEqualTo(WHEN);
        assertThat(Headers.date("Mon, 5 Jan 2026 09:07:03 GMT")).isEqualTo(WHEN);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "yesterday", "2026-01-05T09:07:03Z", "Tue, 05 Jan 2026 09:07:03 GMT", "1767604023"})
    void whatIsNoDateIsNone(String text) {
        assertThat(Headers.date(text)).isNull();
    }
}
