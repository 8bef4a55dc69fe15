package io.sluice.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.RunningDigest.Expected;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RunningDigestTest {
    private static final Crc32c CRC_OF_NINE = new Crc32c(0xE3069283);
    private static final String SHA_OF_NINE = "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=";

    private static RunningDigest ofNineDigits(Expected expected) {
        RunningDigest digest = new RunningDigest(expected);
        for (String piece : new String[] {"1234", "", "56789"}) {
            ByteBuffer bytes = ByteBuffer.wrap(piece.getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
            assertThat(bytes.position()).isZero();
        }
        return digest;
    }

    @Test
    void theChecksumIsThatOfAllPieces() {
        assertThat(ofNineDigits(Expected.NOTHING).crc32c()).isEqualTo(CRC_OF_NINE);
    }

    @Test
    void whatWasExpectedPasses() {
        assertThatCode(() -> ofNineDigits(Expected.NOTHING).verify()).doesNotThrowAnyException();
        assertThatCode(() ->
                        ofNineDigits(new Expected(CRC_OF_NINE, SHA_OF_NINE)).verify())
                .doesNotThrowAnyException();
    }

    @Test
    void anythingElseDoesNot() {
        for (Expected wrong : new Expected[] {
            new Expected(new Crc32c(1), null),
            new Expected(null, SHA_OF_NINE.replace('F', 'G')),
            new Expected(CRC_OF_NINE, SHA_OF_NINE.replace('F', 'G')),
            new Expected(new Crc32c(1), SHA_OF_NINE)
        }) {
            assertThatThrownBy(() -> ofNineDigits(wrong).verify())
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.DIGEST_MISMATCH));
        }
    }
}
