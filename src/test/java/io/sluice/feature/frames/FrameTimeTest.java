package io.sluice.feature.frames;

import static io.sluice.feature.frames.Faults.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.FaultCode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00Z,                2026-03-01T12:00:00Z",
        "2026-03-01t12:00:00z,                2026-03-01T12:00:00Z",
        "2026-03-01 12:00:00.5Z,              2026-03-01T12:00:00.500Z",
        "2026-03-01T12:00:00.123456789Z,      2026-03-01T12:00:00.123456789Z",
        "2026-03-01T12:00:00.000001+02:30,    2026-03-01T09:30:00.000001Z",
        "2026-02-28T23:30:00-01:00,           2026-03-01T00:30:00Z",
        "1970-01-01T00:00:00-00:00,           1970-01-01T00:00:00Z",
        "2262-04-11T23:47:16.854775807Z,      2262-04-11T23:47:16.854775807Z",
        "1772366400,                          2026-03-01T12:00:00Z",
        "1772366400.25,                       2026-03-01T12:00:00.250Z",
        "1772366400.123456789,                2026-03-01T12:00:00.123456789Z",
        "1772366400123,                       2026-03-01T12:00:00.123Z",
        "1772366400123456,                    2026-03-01T12:00:00.123456Z",
        "1772366400123456789,                 2026-03-01T12:00:00.123456789Z",
        "9223372036854775807,                 2262-04-11T23:47:16.854775807Z"
    })
    void everyFormIsReadAndWrittenAsOne(String text, String rfc3339) {
        FrameTime time = FrameTime.parse(text);

        assertThat(time).hasToString(rfc3339);
        assertThat(FrameTime.parse(time.toString())).isEqualTo(time);
        assertThat(FrameTime.of(time.instant())).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "0",
                "-1",
                "123456789",
                "0123456789",
                "17723664001",
                "177236640012345",
                "1772366400.",
                "1772366400.1234567890",
                "1772366400123.5",
                "1.772366400e9",
                "+1772366400",
                "١٧٧٢٣٦٦٤٠٠",
                "2026-03-01",
                "2026-03-01T12:00Z",
                "2026-03-01T12:00:00",
                "2026-03-01T12:00:00.Z",
                "2026-03-01T12:00:00.1234567890Z",
                "2026-03-01T12:00:60Z",
                "2026-02-29T12:00:00Z",
                "2026-13-01T12:00:00Z",
                "2026-03-01T24:00:00Z",
                "2026-03-01T12:00:00+24:00",
                "2026-03-01T12:00:00+0200",
                "12026-03-01T12:00:00Z",
                " 2026-03-01T12:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "1970-01-01T00:00:00+00:01",
                "2262-04-11T23:47:16.854775808Z",
                "9999-12-31T23:59:59Z",
                "9223372037",
                "9223372036854775808",
                "9999999999999999999"
            })
    void whatIsAmbiguousMalformedOrOutOfRangeIsRefused(String text) {
        assertRefused(FaultCode.INVALID_FRAME_TIME, () -> FrameTime.parse(text));
    }

    @Test
    void timesAreOrdered() {
        assertThat(FrameTime.parse("1772366400")).isLessThan(FrameTime.parse("1772366400.000000001"));
    }

    @Test
    void aTimeAheadOfTheServerIsTakenAsFarAsItsPatienceGoes() {
        FrameClock clock = FixedTime.atNoon();
        FrameTime last = FrameTime.parse("2026-03-01T12:01:00Z");

        assertThat(clock.checked(last)).isEqualTo(last);
        assertRefused(
                FaultCode.FRAME_TIME_IN_FUTURE, () -> clock.checked(FrameTime.parse("2026-03-01T12:01:00.000000001Z")));
    }

    @Test
    void aLateTimeIsTakenHoweverLateItIs() {
        FrameTime epoch = FrameTime.of(Instant.EPOCH);

        assertThat(FixedTime.atNoon().checked(epoch)).isEqualTo(epoch);
        assertThat(FixedTime.atNoon().now()).hasToString("2026-03-01T12:00:00Z");
    }
}
