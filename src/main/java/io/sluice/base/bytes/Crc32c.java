package io.sluice.base.bytes;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * A CRC-32C (Castagnoli, RFC 9260) of some bytes. On the wire it is base64 of four bytes, big-endian, as S3 and RFC 9530
 * have it.
 *
 * @param value the checksum in its 32 bits
 */
public record Crc32c(int value) {
    private static final int WIRE_BYTES = 4;

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

    public String base64() {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(WIRE_BYTES).putInt(value).array());
    }

    @Override
    public String toString() {
        return base64();
    }
}
