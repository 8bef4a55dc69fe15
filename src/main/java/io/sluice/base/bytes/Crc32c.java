package io.sluice.base.bytes;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A CRC-32C (Castagnoli, RFC 9260) of some bytes. On the wire it is base64 of four bytes, big-endian, as S3 and RFC 9530
 * have it.
 *
 * @param value the checksum in its 32 bits
 */
public record Crc32c(int value) {
    private static final int WIRE_BYTES = 4;

    /** Castagnoli's polynomial, lowest power first. */
    private static final int POLYNOMIAL = 0x82F63B78;

    private static final int[] ONE_ZERO_BIT = oneZeroBit();

    /** The checksum that {@code computed} has reached. */
    public static Crc32c of(CRC32C computed) {
        return new Crc32c((int) computed.getValue());
    }

    /** The checksum of what remains in {@code bytes}; their position is left as it was. */
    public static Crc32c of(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return of(crc);
    }

    /** @throws IllegalArgumentException when {@code base64} is not four bytes in base64 */
    public static Crc32c parse(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (bytes.length != WIRE_BYTES) {
            throw new IllegalArgumentException("a CRC-32C has 4 bytes, this has " + bytes.length);
        }
        return new Crc32c(ByteBuffer.wrap(bytes).getInt());
    }

    /** As {@link #parse}, of text that others may have written: null of null, and of what is no checksum. */
    public static @Nullable Crc32c parseOrNull(@Nullable String base64) {
        try {
            return base64 == null ? null : parse(base64);
        } catch (IllegalArgumentException foreign) {
            return null;
        }
    }

    /**
     * The checksum of these bytes followed by others, without a look at either.
     *
     * @param next the checksum of the others
     * @param nextLength how many the others are
     */
    public Crc32c then(Crc32c next, long nextLength) {
        int shifted = value;
        int[] zeros = ONE_ZERO_BIT;
        for (long bits = nextLength * Byte.SIZE; bits > 0; bits >>= 1) {
            if ((bits & 1) == 1) {
                shifted = times(zeros, shifted);
            }
            zeros = squared(zeros);
        }
        return new Crc32c(shifted ^ next.value);
    }

    /** What one more zero bit does to a checksum, as a matrix over GF(2): column {@code i} is what becomes of bit {@code i}. */
    private static int[] oneZeroBit() {
        int[] matrix = new int[Integer.SIZE];
        matrix[0] = POLYNOMIAL;
        for (int bit = 1; bit < Integer.SIZE; bit++) {
            matrix[bit] = 1 << (bit - 1);
        }
        return matrix;
    }

    private static int times(int[] matrix, int vector) {
        int product = 0;
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            if ((vector >>> bit & 1) == 1) {
                product ^= matrix[bit];
            }
        }
        return product;
    }

    private static int[] squared(int[] matrix) {
        int[] square = new int[Integer.SIZE];
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            square[bit] = times(matrix, matrix[bit]);
        }
        return square;
    }

    public String base64() {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(WIRE_BYTES).putInt(value).array());
    }

    @Override
    public String toString() {
        return base64();
    }
}
