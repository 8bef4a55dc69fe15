package io.sluice.testing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * The bytes of an object of any size, known by offset, so that nobody has to hold them. They repeat at a prime distance: bytes
 * that are lost, doubled or swapped in pieces of a buffer never look right.
 *
 * @param seed other bytes for every seed
 * @param length in bytes
 */
public record Content(long seed, long length) {
    private static final int PERIOD = 1_048_573;
    private static final int LONGEST_SLICE = 64 << 10;
    private static final ByteBuffer TABLE = table();

    private static ByteBuffer table() {
        byte[] period = new byte[PERIOD];
        new Random(PERIOD).nextBytes(period);
        ByteBuffer table = ByteBuffer.allocateDirect(PERIOD + LONGEST_SLICE);
        return table.put(period).put(period, 0, LONGEST_SLICE).flip().asReadOnlyBuffer();
    }

    /** A view of the bytes from {@code offset} on, as many as are at hand, at most {@code most}. */
    public ByteBuffer slice(long offset, long most) {
        int at = (int) Math.floorMod(offset + seed * 7919, (long) PERIOD);
        return TABLE.slice(at, (int) Math.min(Math.min(most, length - offset), LONGEST_SLICE));
    }

    /** Whether {@code bytes} are those at {@code offset}; leaves its position alone. */
    public boolean has(long offset, ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        long at = offset;
        while (rest.hasRemaining()) {
            ByteBuffer mine = at < length ? slice(at, rest.remaining()) : rest.slice(0, 0);
            if (!mine.hasRemaining() || !mine.equals(rest.slice(rest.position(), mine.remaining()))) {
                return false;
            }
            at += mine.remaining();
            rest.position(rest.position() + mine.remaining());
        }
        return true;
    }

    /** In the form of HTTP's digest headers: big-endian, base64. */
    public String crc32c() {
        CRC32C crc = new CRC32C();
        for (long at = 0; at < length; at += LONGEST_SLICE) {
            crc.update(slice(at, LONGEST_SLICE));
        }
        return base64(crc);
    }

    public String sha256() {
        MessageDigest digest = newSha256();
        for (long at = 0; at < length; at += LONGEST_SLICE) {
            digest.update(slice(at, LONGEST_SLICE));
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    static String base64(CRC32C crc) {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
