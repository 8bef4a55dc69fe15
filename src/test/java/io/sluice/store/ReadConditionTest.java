package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.Fault;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadConditionTest {
    /** With a fraction that HTTP dates do not have. */
    private static final Instant MODIFIED = Instant.parse("2026-01-05T09:07:03.750Z");

    private static final ETag TAG = new ETag("a");

    /** Dates are seconds relative to the second of the modification. */
    @ParameterizedTest
    @CsvSource({
        ",,,,holds",
        "a,,,,holds",
        "*,,,,holds",
        "b a,,,,holds",
        "b,,,,failed",
        "W/a,,,,failed",
        ",a,,,unchanged",
        ",b a,,,unchanged",
        ",*,,,unchanged",
        ",b,,,holds",
        ",,0,,unchanged",
        ",,1,,unchanged",
        ",,-1,,holds",
        ",,,0,holds",
        ",,,1,holds",
        ",,,-1,failed",
        "a,,,-1,holds",
        "b,,,1,failed",
        ",b,1,,holds",
        ",a,-1,,unchanged",
        "b,a,,,failed",
        "a,a,,,unchanged",
        ",a,,-1,failed",
        ",,1,-1,failed"
    })
    void theTableOfRfc9110(
            @Nullable String match,
            @Nullable String noneMatch,
            @Nullable Integer since,
            @Nullable Integer notSince,
            String outcome) {
        ReadCondition condition = new ReadCondition(tags(match), tags(noneMatch), date(since), date(notSince));

        assertThat(outcome(condition)).isEqualTo(outcome);
    }

    @Test
    void anUnchangedObjectTellsItsTag() {
        ReadCondition condition = new ReadCondition(List.of(), List.of(TAG), null, null);

        try {
            condition.check(TAG, MODIFIED);
        } catch (Fault notModified) {
            assertThat(notModified.headers()).containsEntry("ETag", "\"a\"");
            return;
        }
        throw new AssertionError("it is unchanged");
    }

    private static String outcome(ReadCondition condition) {
        try {
            condition.check(TAG, MODIFIED);
            return "holds";
        } catch (Fault fault) {
            return switch (fault.code()) {
                case PRECONDITION_FAILED -> "failed";
                case NOT_MODIFIED -> "unchanged";
                default -> fault.code().wire();
            };
        }
    }

    private static List<ETag> tags(@Nullable String names) {
        return names == null
                ? List.of()
                : Arrays.stream(names.split(" ")).map(ETag::new).toList();
    }

    private static @Nullable Instant date(@Nullable Integer seconds) {
        return seconds == null ? null : Instant.parse("2026-01-05T09:07:03Z").plusSeconds(seconds);
    }
}
