package io.sluice.base.bytes;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals bytes so that nobody without the key can read, change or make them: AES-256 in Galois/Counter Mode (NIST SP 800-38D) with a
 * random nonce of 96 bits, which comes first. Thread-safe.
 */
public final class SealedBox {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final Supplier<byte[]> random;

    /**
     * @param key of 256 bits
     * @param random makes at least 96 bits that nobody can guess, other ones each time
     */
    public SealedBox(byte[] key, Supplier<byte[]> random) {
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    /** @param about what has to be the same when it is opened; it is not in the box */
    public byte[] seal(byte[] plain, byte[] about) {
        byte[] nonce = Arrays.copyOf(random.get(), NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, about).doFinal(plain);
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CIPHER, e);
        }
    }

    /** Empty when it was not sealed with this key and for this, or was changed since. */
    public Optional<byte[]> open(byte[] sealed, byte[] about) {
        if (sealed.length <= NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), about);
            return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (AEADBadTagException notOurs) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CIPHER, e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] about) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(about);
        return cipher;
    }
}
