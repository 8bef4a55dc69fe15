package io.sluice.feature.frames.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldsTest {
    private static final long SEED = 20261121;

    @Test
    void numbersComeBackAsTheyWent() {
        Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong() >> random.nextInt(Long.SIZE);
            ByteBuffer bytes = new FieldWriter(1)
                    .varint(value)
                    .zigzag(value)
                    .u64(value & Long.MAX_VALUE)
                    .u32(value)
                    .u16((int) value)
                    .u8((int) value)
                    .take();
            FieldReader in = new FieldReader(bytes);
            assertThat(in.varint()).as("seed %d", SEED).isEqualTo(value);
            assertThat(in.zigzag()).isEqualTo(value);
            assertThat(in.u64()).isEqualTo(value & Long.MAX_VALUE);
            assertThat(in.u32()).isEqualTo(value & 0xFFFF_FFFFL);
            assertThat(in.u16()).isEqualTo((int) (value & 0xFFFF));
            assertThat(in.u8()).isEqualTo((int) (value & 0xFF));
            assertThat(in.remaining()).isZero();
        }
    }

    @Test
    void smallNumbersAreShort() {
        assertThat(new FieldWriter(8).varint(127).zigzag(-64).zigzag(63).take().remaining())
                .isEqualTo(3);
        assertThat(new FieldWriter(8).varint(-1).zigzag(Long.MIN_VALUE).take().remaining())
                .isEqualTo(20);
    }

    @Test
    void fixedNumbersAreLittleEndian() {
        assertThat(new FieldWriter(8).u32(0x01020304).take().array()).containsExactly(4, 3, 2, 1);
    }

    @Test
    void textsComeBackAndOthersAreRefused() {
        assertThat(new FieldReader(new FieldWriter(1).text("Kamera 7 ü 北").take()).text())
                .isEqualTo("Kamera 7 ü 北");
        refuses(new FieldWriter(8).u32(2).u8(0xC3).u8(0x28).take(), FieldReader::text);
    }

    @Test
    void whatIsNotThereIsRefused() {
        refuses(ByteBuffer.allocate(7), FieldReader::u64);
        refuses(new FieldWriter(8).u64(-1).take(), FieldReader::u64);
        refuses(new FieldWriter(8).u32(0xFFFF_FFFFL).take(), FieldReader::text);
        refuses(new FieldWriter(8).varint(3).take(), in -> in.count(1));
        refuses(new FieldWriter(8).varint(-3).take(), in -> in.count(1));
        refuses(
                ByteBuffer.wrap("\u00ff".repeat(20).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)),
                in -> in.varint());
        refuses(ByteBuffer.allocate(4), in -> in.view(-1));
    }

    private static void refuses(ByteBuffer bytes, java.util.function.Consumer<FieldReader> read) {
        assertThatThrownBy(() -> read.accept(new FieldReader(bytes)))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("store-corrupt");
    }
}
