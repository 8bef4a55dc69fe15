package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"abc", "a-b", "a.b.c", "0ab", "1.2.3.4.5", "1.2.3.a", "xn--abc", "a--b"})
    void aNameByTheRulesIsTaken(String name) {
        assertThat(new BucketName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "Abc",
                "a_b",
                "a b",
                "-ab",
                "ab-",
                ".ab",
                "ab.",
                "a..b",
                "a/b",
                "127.0.0.1",
                "äbc",
                "abc\n",
                "a\u0000b"
            })
    void anyOtherIsRefused(String name) {
        assertInvalid(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 63})
    void theLengthHasBounds(int length) {
        assertThat(new BucketName("a".repeat(length)).value()).hasSize(length);
        assertInvalid("a".repeat(length == 3 ? 2 : 64));
    }

    private static void assertInvalid(String name) {
        assertThatThrownBy(() -> new BucketName(name))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INVALID_BUCKET));
    }
}
