package io.sluice.edge.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ETag;
import io.sluice.store.IfRange;
import io.sluice.store.ReadCondition;
import io.sluice.store.WriteCondition;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
    private static final String DATE = "Mon, 05 Jan 2026 09:07:03 GMT";
    private static final Instant WHEN = Instant.parse("2026-01-05T09:07:03Z");
    private static final ETag A = new ETag("a");
    private static final ETag B = new ETag("b");

    @Test
    void aReadMayHaveEveryCondition() {
        ReadCondition condition = Conditions.ofRead(headers(
                "If-Match",
                "\"a\", \"b\"",
                "If-None-Match",
                "*",
                "If-Modified-Since",
                DATE,
                "If-Unmodified-Since",
                DATE));

        assertThat(condition).isEqualTo(new ReadCondition(List.of(A, B), List.of(ReadCondition.ANY), WHEN, WHEN));
        assertThat(Conditions.ofRead(headers())).isEqualTo(ReadCondition.NONE);
    }

    @Test
    void linesOfOneHeaderAreOneList() {
        assertThat(Conditions.ofRead(headers("If-Match", "\"a\"", "If-Match", "\"b\""))
                        .ifMatch())
                .containsExactly(A, B);
    }

    @Test
    void tagsMayHaveAnyCharacterButAQuote() {
        assertThat(Conditions.ofRead(headers("If-Match", "\"a,b c-1\",\"W/\"")).ifMatch())
                .containsExactly(new ETag("a,b c-1"), new ETag("W/"));
    }

    @Test
    void aWeakTagEqualsNoneWhereTagsAreComparedStrongly() {
        assertThat(Conditions.ofRead(headers("If-Match", "W/\"a\"")).ifMatch()).containsExactly(new ETag("W/a"));
        assertThat(Conditions.ofRead(headers("If-None-Match", "W/\"a\"")).ifNoneMatch())
                .containsExactly(A);
    }

    @Test
    void aDateThatIsNoneIsIgnored() {
        assertThat(Conditions.ofRead(headers("If-Modified-Since", "soon"))).isEqualTo(ReadCondition.NONE);
    }

    @Test
    void aPutHasOneOfTwoConditionsOrNone() {
        assertThat(Conditions.ofPut(headers())).isEqualTo(WriteCondition.NONE);
        assertThat(Conditions.ofPut(headers("If-None-Match", "*"))).isEqualTo(WriteCondition.ABSENT);
        assertThat(Conditions.ofPut(headers("If-Match", "\"a\""))).isEqualTo(WriteCondition.matches(A));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If-Match: *",
                "If-Match: \"a\", \"b\"",
                "If-None-Match: \"a\"",
                "If-Modified-Since: " + DATE,
                "If-Unmodified-Since: " + DATE,
                "If-Unmodified-Since: soon"
            })
    void whatAWriteCannotKeepIsRefused(String header) {
        String[] parts = header.split(": ", 2);

        assertInvalid(() -> Conditions.ofPut(headers(parts)));
        assertInvalid(() -> Conditions.ofDelete(headers(parts)));
    }

    @Test
    void twoConditionsOnAPutAreRefused() {
        assertInvalid(() -> Conditions.ofPut(headers("If-None-Match", "*", "If-Match", "\"a\"")));
    }

    @Test
    void aDeleteMayNameATag() {
        assertThat(Conditions.ofDelete(headers())).isEqualTo(WriteCondition.NONE);
        assertThat(Conditions.ofDelete(headers("If-Match", "\"a\""))).isEqualTo(WriteCondition.matches(A));
        assertInvalid(() -> Conditions.ofDelete(headers("If-None-Match", "*")));
    }

    @Test
    void aRangeMayDependOnATagOrADate() {
        assertThat(Conditions.ifRange(headers())).isNull();
        assertThat(Conditions.ifRange(headers("If-Range", "\"a\""))).isEqualTo(new IfRange.SameTag(A));
        assertThat(Conditions.ifRange(headers("If-Range", DATE))).isEqualTo(new IfRange.SameDate(WHEN));
        assertThat(Conditions.ifRange(headers("If-Range", "W/\"a\""))).isEqualTo(new IfRange.SameTag(new ETag("W/a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\"a", "\"\"", "a b", "\"a\" \"b\"", ",", "\"a\",,\"b\""})
    void aMalformedTagIsRefused(String value) {
        assertInvalid(() -> Conditions.ofRead(headers("If-Match", value)));
        assertInvalid(() -> Conditions.ofPut(headers("If-Match", value)));
    }

    private static void assertInvalid(ThrowingCallable parsing) {
        assertThatThrownBy(parsing)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INVALID_HEADER));
    }

    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
