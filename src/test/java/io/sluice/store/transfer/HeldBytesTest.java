package io.sluice.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.Slabs;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeldBytesTest {
    private static final long SEED = 5;

    private final Slabs slabs = new Slabs(1 << 20);
    private final Random random = new Random(SEED);

    @Test
    void bytesComeOutAsTheyWentInHoweverTheyWereCut() {
        for (long most : new long[] {HeldBytes.SMALL, 1 << 20}) {
            HeldBytes held = HeldBytes.of(most, slabs);
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            while (sent.size() < most - 40_000) {
                byte[] chunk = new byte[random.nextInt(1, 40_000)];
                random.nextBytes(chunk);
                sent.writeBytes(chunk);
                held.add(ByteBuffer.wrap(chunk));
            }
            assertThat(joined(held)).as("seed %d", SEED).isEqualTo(sent.toByteArray());
        }
    }

    @Test
    void memoryIsUsedAgainOnceItsBytesAreStored() {
        HeldBytes held = HeldBytes.of(1 << 20, slabs);
        held.add(ByteBuffer.allocate(3 * Slabs.SIZE));
        held.stored();
        assertThat(slabs.kept()).isEqualTo(3L * Slabs.SIZE);
    }

    @Test
    void memoryThatWasNotStoredIsLeftAlone() {
        HeldBytes.of(1 << 20, slabs).add(ByteBuffer.allocate(3 * Slabs.SIZE));
        assertThat(slabs.kept()).isZero();
    }

    private static byte[] joined(HeldBytes held) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer chunk : held.chunks()) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.duplicate().get(bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }
}
