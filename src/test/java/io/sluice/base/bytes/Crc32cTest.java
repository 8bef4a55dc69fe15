package io.sluice.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc32cTest {
    @Test
    void theCheckValueIsTheOneOfTheSpecification() {
        Crc32c crc = Crc32c.of(ByteBuffer.wrap("123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertThat(crc.value()).isEqualTo(0xE3069283);
        assertThat(Crc32c.parse(crc.base64())).isEqualTo(crc);
    }

    @Test
    void theChecksumOfTwoPiecesIsThatOfTheWhole() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] whole = new byte[random.nextInt(5000)];
            random.nextBytes(whole);
            int cut = random.nextInt(whole.length + 1);
            Crc32c first = Crc32c.of(ByteBuffer.wrap(whole, 0, cut));
            Crc32c second = Crc32c.of(ByteBuffer.wrap(whole, cut, whole.length - cut));
            assertThat(first.then(second, whole.length - cut))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(Crc32c.of(ByteBuffer.wrap(whole)));
        }
    }
}
