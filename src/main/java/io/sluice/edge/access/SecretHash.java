package io.sluice.edge.access;

import io.sluice.base.bytes.Sha256;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The SHA-256 of a secret, which is all that is kept of it. That is enough for secrets of 256 random bits: there is nothing to be
 * gained by trying them, however fast.
 *
 * @param base64 of the 32 bytes
 */
public record SecretHash(String base64) {
    private static final int BYTES = 32;

    public SecretHash {
        if (Base64.getDecoder().decode(base64).length != BYTES) {
            throw new IllegalArgumentException("not the base64 of " + BYTES + " bytes");
        }
    }

    public static SecretHash of(String secret) {
        return new SecretHash(Base64.getEncoder().encodeToString(Sha256.of(secret)));
    }

    /** Whether it is of this secret, in a time that does not tell how much of it is right. */
    public boolean fits(String secret) {
        return MessageDigest.isEqual(Base64.getDecoder().decode(base64), Sha256.of(secret));
    }
}
