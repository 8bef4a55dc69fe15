package io.sluice.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SealedBoxTest {
    private static final byte[] ABOUT = {1, 2, 3};

    private final Random random = new Random(7);
    private final SealedBox box = box(1);

    private SealedBox box(int seed) {
        byte[] key = new byte[32];
        new Random(seed).nextBytes(key);
        return new SealedBox(key, () -> {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            return bytes;
        });
    }

    @RepeatedTest(20)
    void whatIsSealedIsOpenedAgain(RepetitionInfo repetition) {
        byte[] plain = new byte[repetition.getCurrentRepetition() * 17 - 17];
        random.nextBytes(plain);

        assertThat(box.open(box.seal(plain, ABOUT), ABOUT)).hasValue(plain);
    }

    @Test
    void theSameIsNeverSealedTheSame() {
        assertThat(box.seal(new byte[4], ABOUT)).isNotEqualTo(box.seal(new byte[4], ABOUT));
    }

    @Test
    void whatWasChangedAnywhereStaysShut() {
        byte[] sealed = box.seal(new byte[] {4, 5, 6}, ABOUT);

        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertThat(box.open(changed, ABOUT)).as("byte %d", at).isEmpty();
            assertThat(box.open(Arrays.copyOf(sealed, at), ABOUT))
                    .as("cut at %d", at)
                    .isEmpty();
        }
    }

    @Test
    void itOpensWithItsKeyAndForWhatItWasSealedForOnly() {
        byte[] sealed = box.seal(new byte[] {4, 5, 6}, ABOUT);

        assertThat(box(2).open(sealed, ABOUT)).isEmpty();
        assertThat(box.open(sealed, new byte[0])).isEmpty();
        assertThat(box.open(sealed, new byte[] {1, 2})).isEmpty();
    }
}
