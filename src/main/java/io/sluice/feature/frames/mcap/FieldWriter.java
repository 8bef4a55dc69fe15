package io.sluice.feature.frames.mcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Writes fields one after another into memory that grows: fixed little-endian numbers, and numbers of seven bits a byte as
 * protobuf has them. Confined to one thread.
 */
public final class FieldWriter {
    private static final int LONGEST_VARINT = 10;

    private ByteBuffer bytes;

    /** @param capacity in bytes, as good as can be guessed */
    public FieldWriter(int capacity) {
        this.bytes = empty(capacity);
    }

    public FieldWriter u8(int value) {
        room(Byte.BYTES).put((byte) value);
        return this;
    }

    public FieldWriter u16(int value) {
        room(Short.BYTES).putShort((short) value);
        return this;
    }

    public FieldWriter u32(long value) {
        room(Integer.BYTES).putInt((int) value);
        return this;
    }

    public FieldWriter u64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    /** The 64 bits of {@code value}, unsigned, in 1 to 10 bytes. */
    public FieldWriter varint(long value) {
        ByteBuffer into = room(LONGEST_VARINT);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            into.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        into.put((byte) rest);
        return this;
    }

    /** A signed number; the nearer to 0, the shorter. */
    public FieldWriter zigzag(long value) {
        return varint(value << 1 ^ value >> (Long.SIZE - 1));
    }

    /** UTF-8, its length as a u32 before it. */
    public FieldWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return u32(utf8.length).raw(utf8);
    }

    public FieldWriter raw(byte[] value) {
        room(value.length).put(value);
        return this;
    }

    /** What remains in {@code value}; its position is left as it was. */
    public FieldWriter raw(ByteBuffer value) {
        room(value.remaining()).put(value.duplicate());
        return this;
    }

    /** {@code elements}, their length in bytes as a u32 before them. */
    FieldWriter prefixed(Consumer<FieldWriter> elements) {
        u32(0);
        int start = size();
        elements.accept(this);
        bytes.putInt(start - Integer.BYTES, size() - start);
        return this;
    }

    FieldWriter map(Map<String, String> entries) {
        return prefixed(array -> entries.forEach((key, value) -> array.text(key).text(value)));
    }

    /** A record of what {@code content} writes. */
    FieldWriter record(Opcode opcode, Consumer<FieldWriter> content) {
        u8(opcode.code()).u64(0);
        int start = size();
        content.accept(this);
        bytes.putLong(start - Long.BYTES, size() - start);
        return this;
    }

    /** In bytes, so far. */
    public int size() {
        return bytes.position();
    }

    /** The CRC-32 of all so far, from {@code start} on. */
    int crc32(int start) {
        CRC32 crc = new CRC32();
        crc.update(bytes.slice(start, size() - start));
        return (int) crc.getValue();
    }

    /** All that was written, in memory of just that size; this is empty again. */
    public ByteBuffer take() {
        byte[] written = new byte[size()];
        bytes.flip().get(written).clear();
        return ByteBuffer.wrap(written);
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            ByteBuffer larger = empty(Math.max(Math.addExact(size(), more), Math.multiplyExact(2, bytes.capacity())));
            bytes = larger.put(bytes.flip());
        }
        return bytes;
    }

    private static ByteBuffer empty(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }
}
