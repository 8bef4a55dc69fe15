package io.sluice.feature.frames.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.mcap.FieldWriter;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tables that were not written here: cut, changed, and changed with a checksum that fits. */
class TableDecoderTest {
    private static final long SEED = 20261121;

    @Test
    void aCutTableIsDamaged() {
        ByteBuffer table = table();
        for (int length = 0; length < table.remaining(); length++) {
            assertDamaged(table.slice(0, length));
        }
    }

    @Test
    void aLongerTableIsDamaged() {
        ByteBuffer table = table();
        assertDamaged(new FieldWriter(1000).raw(table).u8(0).take());
        assertDamaged(signed(new FieldWriter(1000).raw(unsigned(table)).u8(0).take()));
    }

    @Test
    void everyChangedBitIsNoticed() {
        ByteBuffer table = table();
        for (int bit = 0; bit < table.remaining() * Byte.SIZE; bit++) {
            ByteBuffer changed = copy(table);
            int at = bit / Byte.SIZE;
            changed.put(at, (byte) (changed.get(at) ^ 1 << bit % Byte.SIZE));
            assertDamaged(changed);
        }
    }

    /** With the checksum made to fit, a table is either damaged or some table; nothing else, and in little memory. */
    @Test
    void aForgedTableIsDamagedOrATable() {
        Random random = new Random(SEED);
        ByteBuffer content = unsigned(table());
        int tables = 0;
        for (int i = 0; i < 100_000; i++) {
            ByteBuffer forged = copy(content);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                forged.put(random.nextInt(forged.remaining()), (byte) random.nextInt());
            }
            try {
                FrameTable table = FrameTable.decode(signed(forged));
                Packs.frames(table);
                tables++;
            } catch (Fault damage) {
                assertThat(damage.code()).as("seed %d round %d", SEED, i).isEqualTo(FaultCode.STORE_CORRUPT);
            }
        }
        assertThat(tables).isPositive();
    }

    @Test
    void aForgedCountAsksForNoMemory() {
        assertDamaged(signed(new FieldWriter(64).u8(1).varint(1L << 40).take()));
        assertDamaged(signed(new FieldWriter(64).u8(1).varint(-1).take()));
        assertDamaged(signed(new FieldWriter(64)
                .u8(1)
                .varint(1)
                .varint(1L << 30)
                .u64(0)
                .u64(0)
                .take()));
    }

    @Test
    void anEmptyTableIsDamaged() {
        FieldWriter empty =
                new FieldWriter(64).u8(1).varint(0).varint(0).varint(0).u8(0).u8(0);
        for (int column = 0; column < 8; column++) {
            empty.varint(0);
        }
        assertDamaged(signed(empty.take()));
    }

    @Test
    void anUnknownVersionIsNamed() {
        ByteBuffer later = unsigned(table());
        later.put(0, (byte) 2);
        assertThatThrownBy(() -> FrameTable.decode(signed(later))).hasMessageContaining("unknown version 2");
    }

    private static void assertDamaged(ByteBuffer bytes) {
        assertThatThrownBy(() -> FrameTable.decode(bytes))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.STORE_CORRUPT));
    }

    private static ByteBuffer table() {
        return Packs.sealed(Packs.anything(SEED, 30)).table().encode();
    }

    private static ByteBuffer unsigned(ByteBuffer table) {
        return copy(table.slice(0, table.remaining() - Integer.BYTES));
    }

    private static ByteBuffer signed(ByteBuffer content) {
        return new FieldWriter(content.remaining() + Integer.BYTES)
                .raw(content)
                .u32(Crc32c.of(content).value())
                .take();
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }
}
