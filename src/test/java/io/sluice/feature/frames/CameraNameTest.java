package io.sluice.feature.frames;

import static io.sluice.feature.frames.Faults.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.FaultCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "gate-3.left", "_x", "-x", "Dock_2", "a..b", "a."})
    void aNameOfItsCharactersIsTaken(String name) {
        assertThat(new CameraName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".a", "a/b", "a b", "a\n", "tür", "a%2Fb", "a\u0000", "a:b"})
    void anyOtherIsRefused(String name) {
        assertRefused(FaultCode.INVALID_CAMERA, () -> new CameraName(name));
    }

    @Test
    void theLengthHasABound() {
        assertThat(new CameraName("a".repeat(128)).value()).hasSize(128);
        assertRefused(FaultCode.INVALID_CAMERA, () -> new CameraName("a".repeat(129)));
    }
}
