package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, and their order. */
class ObjectKeyTest {
    private static final long SEED = 20261121;

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "a/", "...", "a/..b", ".a", " ", "ü/港/🎉", "a\nb", "%2F", "\\", "a.", "con"})
    void aKeyMayBeAlmostAnything(String key) {
        assertThat(new ObjectKey(key)).hasToString(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "a//b",
                "a//",
                ".",
                "..",
                "./a",
                "a/.",
                "a/..",
                "a/../b",
                "../a",
                "a\u0000",
                "\ud800",
                "a\udc00b"
            })
    void whatNotEveryStoreCanKeepIsRefused(String key) {
        assertRefused(key, FaultCode.INVALID_KEY);
    }

    @Test
    void theBoundIsOnBytes() {
        assertThat(new ObjectKey("a".repeat(1024)).value()).hasSize(1024);
        assertThat(new ObjectKey("ü".repeat(512)).value()).hasSize(512);
        assertRefused("a".repeat(1025), FaultCode.KEY_TOO_LONG);
        assertRefused("ü".repeat(512) + "a", FaultCode.KEY_TOO_LONG);
        assertRefused("🎉".repeat(257), FaultCode.KEY_TOO_LONG);
    }

    @Test
    void theOrderIsThatOfUtf8Bytes() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            String left = text(random);
            String right = random.nextInt(4) == 0 ? left + text(random) : text(random);
            int bytes = Arrays.compareUnsigned(
                    left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

            assertThat(Integer.signum(KeyOrder.compare(left, right)))
                    .as("seed %d round %d: '%s' and '%s'", SEED, round, left, right)
                    .isEqualTo(Integer.signum(bytes));
        }
    }

    @Test
    void charactersBeyondTheBasicPlaneSortAfterIt() {
        assertThat(new ObjectKey("\uFFFD")).isLessThan(new ObjectKey("🎉"));
        assertThat(new ObjectKey("a")).isLessThan(new ObjectKey("a/"));
        assertThat(new ObjectKey("a")).isEqualByComparingTo(new ObjectKey("a"));
    }

    /** Few characters, from both sides of every border, so that long prefixes are shared. */
    private static String text(Random random) {
        int[] alphabet = {'a', 'b', '/', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfffd, 0x10000, 0x1f389, 0x10ffff};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    private static void assertRefused(String key, FaultCode code) {
        assertThatThrownBy(() -> new ObjectKey(key))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }
}
