package io.sluice.feature.frames.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.Faults;
import io.sluice.feature.frames.FrameTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may be said of a camera, and what follows from it. */
class CameraSettingsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static CameraSettings settings(@Nullable Duration retention, @Nullable Double rate) {
        return new CameraSettings(retention, Map.of("site", "north"), rate, List.of());
    }

    private static Hold hold(String id, long from, long to) {
        return new Hold(id, new FrameTime(from), new FrameTime(to), "An accident", NOON);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        CameraSettings settings =
                settings(Duration.ofDays(30), 12.5).with(hold("a", 1, 2)).with(hold("b", 3, 3));
        for (CameraSettings each : List.of(settings, CameraSettings.NONE)) {
            assertThat(SettingsJson.FORM.read().apply(SettingsJson.of(each))).isEqualTo(each);
        }
    }

    @Test
    void whatIsOutOfBoundsIsRefused() {
        Map<String, String> many = new HashMap<>();
        IntStream.rangeClosed(0, CameraSettings.MOST_TAGS).forEach(i -> many.put("t" + i, ""));
        List.<Runnable>of(
                        () -> settings(Duration.ofSeconds(59), null),
                        () -> settings(Duration.ofDays(-1), null),
                        () -> settings(Duration.ofDays(36_501), null),
                        () -> settings(null, 0.0),
                        () -> settings(null, Double.NaN),
                        () -> settings(null, 1000.1),
                        () -> new CameraSettings(null, many, null, List.of()),
                        () -> new CameraSettings(null, Map.of("a b", ""), null, List.of()),
                        () -> new CameraSettings(null, Map.of("a", "x\n"), null, List.of()),
                        () -> hold(".a", 1, 2),
                        () -> hold("a", 3, 2),
                        () -> new Hold("a", new FrameTime(1), new FrameTime(1), "", NOON))
                .forEach(wrong -> Faults.assertRefused(FaultCode.INVALID_BODY, wrong::run));
    }

    @Test
    void aHoldTakesThePlaceOfOneWithItsId() {
        CameraSettings settings =
                CameraSettings.NONE.with(hold("a", 1, 2)).with(hold("b", 1, 2)).with(hold("a", 5, 6));
        assertThat(settings.holds()).containsExactly(hold("b", 1, 2), hold("a", 5, 6));
        assertThat(settings.without("b").holds()).containsExactly(hold("a", 5, 6));
    }

    @Test
    void thereAreNoMoreHoldsThanMayBe() {
        CameraSettings full = CameraSettings.NONE;
        for (int i = 0; i < CameraSettings.MOST_HOLDS; i++) {
            full = full.with(hold("h" + i, 1, 2));
        }
        CameraSettings most = full;
        Faults.assertRefused(FaultCode.TOO_MANY_HOLDS, () -> most.with(hold("more", 1, 2)));
        assertThat(most.with(hold("h7", 3, 4)).holds()).hasSize(CameraSettings.MOST_HOLDS);
    }

    @Test
    void aHoldHasItsEnds() {
        Hold hold = hold("a", 10, 20);
        assertThat(IntStream.of(9, 10, 20, 21).mapToObj(hold::has)).containsExactly(false, true, true, false);
        assertThat(hold.meets(0, 9)).isFalse();
        assertThat(hold.meets(0, 10)).isTrue();
        assertThat(hold.meets(12, 13)).isTrue();
        assertThat(hold.meets(20, 30)).isTrue();
        assertThat(hold.meets(21, 30)).isFalse();
    }

    @Test
    void aCameraIsBehindWhenLessComesThanIsExpected() {
        Duration soon = Duration.ofSeconds(1);
        assertThat(settings(null, null).isBehind(null, 0)).isFalse();
        assertThat(settings(null, 10.0).isBehind(null, 0)).isTrue();
        assertThat(settings(null, 10.0).isBehind(soon, 10)).isFalse();
        assertThat(settings(null, 10.0).isBehind(soon, 8)).isFalse();
        assertThat(settings(null, 10.0).isBehind(soon, 7.9)).isTrue();
        assertThat(settings(null, 10.0).isBehind(Duration.ofSeconds(6), 10)).isTrue();
        assertThat(settings(null, 0.1).isBehind(Duration.ofSeconds(24), 0)).isFalse();
        assertThat(settings(null, 0.1).isBehind(Duration.ofSeconds(26), 0)).isTrue();
    }
}
