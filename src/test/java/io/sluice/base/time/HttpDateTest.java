package io.sluice.base.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    private static final DateTimeFormatter REFERENCE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @Test
    void datesAreThoseOfTheReferenceAndComeBack() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Instant at = Instant.ofEpochSecond(random.nextLong(LAST));
            String date = HttpDate.format(at);
            assertThat(date).as("seed %d", seed).isEqualTo(REFERENCE.format(at));
            assertThat(HttpDate.parse(date)).as("seed %d", seed).isEqualTo(at);
        }
    }

    @Test
    void aDayOfOneDigitIsADateToo() {
        assertThat(HttpDate.parse("Sun, 6 Nov 1994 08:49:37 GMT")).isEqualTo(Instant.parse("1994-11-06T08:49:37Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "Sun, 06 Now 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:00:00 GMT",
                "Sun, 06 Nov 1994 08-49-37 GMT",
                "Sun, 06 Nov 1994 0x:49:37 GMT",
                "Sun, xx Nov 1994 08:49:37 GMT",
            })
    void whatIsNoDateIsNull(String value) {
        assertThat(HttpDate.parse(value)).isNull();
    }
}
