package io.sluice.feature.frames.mcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link FieldWriter} writes, of bytes that may be anything: every method fails with {@link Damage} when they end
 * too early or mean nothing, and none asks for memory before the bytes for it are there. Confined to one thread.
 */
public final class FieldReader {
    private final ByteBuffer bytes;

    /** Of what remains in {@code bytes}; their position is left as it was. */
    public FieldReader(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    public int u8() {
        return Byte.toUnsignedInt(require(Byte.BYTES).get());
    }

    public int u16() {
        return Short.toUnsignedInt(require(Short.BYTES).getShort());
    }

    public long u32() {
        return Integer.toUnsignedLong(require(Integer.BYTES).getInt());
    }

    /** Damage above 2<sup>63</sup>: no time, length or offset is so great. */
    public long u64() {
        return notNegative(require(Long.BYTES).getLong());
    }

    /** 64 bits; those of a length or a count are asked for by {@link #count}. */
    public long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = u8();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw Damage.of("a number without an end");
    }

    public long zigzag() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    /** A number of things of at least {@code each} bytes, which must be there. */
    public int count(int each) {
        long value = varint();
        if (value < 0 || value > bytes.remaining() / each) {
            throw Damage.of("a count of more than there is");
        }
        return (int) value;
    }

    /** UTF-8, its length as a u32 before it. */
    public String text() {
        return text(u32());
    }

    /** UTF-8 of {@code length} bytes. */
    public String text(long length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(view(length)).toString();
        } catch (CharacterCodingException e) {
            throw Damage.of("a text that is not UTF-8");
        }
    }

    /** The next {@code length} bytes, as a view. */
    public ByteBuffer view(long length) {
        ByteBuffer view = require(length).slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return view;
    }

    public int remaining() {
        return bytes.remaining();
    }

    /** How many bytes were read. */
    int position() {
        return bytes.position();
    }

    private ByteBuffer require(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw Damage.of("it ends within a field");
        }
        return bytes;
    }

    private static long notNegative(long value) {
        if (value < 0) {
            throw Damage.of("a number that is too large");
        }
        return value;
    }
}
