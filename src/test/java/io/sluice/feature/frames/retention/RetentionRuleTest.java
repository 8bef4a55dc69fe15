package io.sluice.feature.frames.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.settings.CameraSettings;
import io.sluice.feature.frames.settings.Hold;
import io.sluice.feature.frames.settings.KnownCameras;
import io.sluice.store.ETag;
import io.sluice.store.manifest.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose time is over, and how far the work is. */
class RetentionRuleTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SETTLED = Duration.ofMinutes(16);

    private static RetentionRule rule(@Nullable Duration usual, Map<String, CameraSettings> cameras) {
        TreeMap<String, Manifest<CameraSettings>> known = new TreeMap<>();
        cameras.forEach((name, settings) -> known.put(name, new Manifest<>(settings, new ETag("x"))));
        return new RetentionRule(Optional.ofNullable(usual), new KnownCameras(known));
    }

    private static CameraSettings kept(@Nullable Duration retention) {
        return new CameraSettings(retention, Map.of(), null, List.of());
    }

    private static boolean lets(RetentionRule rule, String camera, Instant time, Instant arrived) {
        return rule.lets(NOON, camera, FramePacks.nanos(time), FramePacks.nanos(arrived));
    }

    @Test
    void whatHasNoLimitIsKeptForEver() {
        RetentionRule rule = rule(null, Map.of("a", kept(HOUR), "b", kept(null)));
        assertThat(lets(rule, "b", Instant.EPOCH, Instant.EPOCH)).isFalse();
        assertThat(lets(rule, "other", Instant.EPOCH, Instant.EPOCH)).isFalse();
        assertThat(lets(rule, "a", Instant.EPOCH, Instant.EPOCH)).isTrue();
        assertThat(rule.lengths()).containsExactly(HOUR);
        assertThat(rule(null, Map.of("b", kept(null))).lengths()).isEmpty();
    }

    @Test
    void timeCountsFromTheLaterOfTheTwoTimes() {
        RetentionRule rule = rule(HOUR, Map.of());
        Instant over = NOON.minus(HOUR);
        Instant not = over.plusNanos(1);
        assertThat(lets(rule, "a", over, over)).isTrue();
        assertThat(lets(rule, "a", not, over)).isFalse();
        assertThat(lets(rule, "a", over, not)).isFalse();
    }

    @Test
    void whatIsHeldIsKept() {
        Instant from = NOON.minus(DAY);
        Hold hold = new Hold("h", FrameTime.of(from), FrameTime.of(from.plusSeconds(10)), "why", NOON);
        RetentionRule rule = rule(DAY, Map.of("a", kept(HOUR).with(hold)));
        assertThat(lets(rule, "a", from, from)).isFalse();
        assertThat(lets(rule, "a", from.plusSeconds(10), from)).isFalse();
        assertThat(lets(rule, "a", from.plusSeconds(11), from)).isTrue();
        assertThat(lets(rule, "a", from.minusSeconds(1), from)).isTrue();
        assertThat(rule.lengths()).containsExactly(HOUR, DAY);
    }

    @Test
    void whatChangesTheRuleChangesItsPrintAndNothingElseDoes() {
        RetentionRule rule = rule(DAY, Map.of("a", kept(HOUR)));
        CameraSettings tagged = new CameraSettings(HOUR, Map.of("site", "north"), 10.0, List.of());
        Hold hold = new Hold("h", new FrameTime(1), new FrameTime(2), "why", NOON);
        assertThat(rule(DAY, Map.of("a", tagged)).print()).isEqualTo(rule.print());
        assertThat(List.of(
                        rule(HOUR, Map.of("a", kept(HOUR))).print(),
                        rule(null, Map.of("a", kept(HOUR))).print(),
                        rule(DAY, Map.of("b", kept(HOUR))).print(),
                        rule(DAY, Map.of("a", kept(DAY))).print(),
                        rule(DAY, Map.of("a", kept(HOUR).with(hold))).print()))
                .doesNotContain(rule.print());
    }

    @Test
    void theWorkThatIsFurthestBehindIsNext() {
        RetentionRule rule = rule(DAY, Map.of("a", kept(HOUR)));
        RetentionProgress begun = RetentionProgress.of(rule, NOON);
        Instant hours = RetentionProgress.horizon(HOUR, NOON, SETTLED);
        Instant days = RetentionProgress.horizon(DAY, NOON, SETTLED);

        assertThat(hours).isEqualTo(NOON.minus(HOUR).minus(SETTLED));
        assertThat(begun.next(Set.of(HOUR), NOON, SETTLED)).hasValue(HOUR);
        assertThat(begun.with(HOUR, hours).next(Set.of(HOUR), NOON.plusSeconds(59), SETTLED))
                .isEmpty();
        assertThat(begun.with(HOUR, hours).next(Set.of(HOUR), NOON.plusSeconds(60), SETTLED))
                .hasValue(HOUR);
        assertThat(begun.with(HOUR, hours).next(rule.lengths(), NOON, SETTLED)).hasValue(DAY);
        assertThat(begun.with(HOUR, hours).with(DAY, days).next(rule.lengths(), NOON, SETTLED))
                .isEmpty();
        assertThat(begun.with(DAY, days).with(HOUR, days.minusSeconds(60)).next(rule.lengths(), NOON, SETTLED))
                .hasValue(HOUR);
    }

    @Test
    void progressIsOfOneRuleAndIsMadeTwice() {
        RetentionRule rule = rule(DAY, Map.of());
        RetentionProgress some = RetentionProgress.of(rule, NOON).with(DAY, NOON.minus(DAY));
        Duration longest = Duration.ofMinutes(6);

        assertThat(some.under(rule, NOON.plus(longest).minusMillis(1), longest)).isEqualTo(some);
        RetentionProgress again = some.under(rule, NOON.plus(longest), longest);
        assertThat(again.from(DAY)).isEqualTo(Instant.EPOCH);
        assertThat(again.with(DAY, NOON).under(rule, NOON.plus(DAY), longest).from(DAY))
                .isEqualTo(NOON);
        assertThat(some.under(rule(HOUR, Map.of()), NOON, longest).done()).isEmpty();
        for (RetentionProgress each : List.of(some, again)) {
            assertThat(RetentionProgress.FORM
                            .read()
                            .apply(RetentionProgress.FORM.write().apply(each)))
                    .isEqualTo(each);
        }
    }
}
