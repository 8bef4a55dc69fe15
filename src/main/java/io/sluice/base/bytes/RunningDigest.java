package io.sluice.base.bytes;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The checksums of bytes as they pass: CRC-32C always, SHA-256 only when one is expected. Confined to one thread at a time.
 */
public final class RunningDigest {
    private final Expected expected;
    private final CRC32C crc32c = new CRC32C();
    private final @Nullable MessageDigest sha256;

    /**
     * What the sender says the bytes are.
     *
     * @param sha256 in base64
     */
    public record Expected(
            @Nullable Crc32c crc32c, @Nullable String sha256) {
        public static final Expected NOTHING = new Expected(null, null);
    }

    public RunningDigest(Expected expected) {
        this.expected = expected;
        this.sha256 = expected.sha256() == null ? null : Sha256.begin();
    }

    /** Adds what remains in {@code bytes}; their position is left as it was. */
    public void update(ByteBuffer bytes) {
        crc32c.update(bytes.duplicate());
        if (sha256 != null) {
            sha256.update(bytes.duplicate());
        }
    }

    public Crc32c crc32c() {
        return Crc32c.of(crc32c);
    }

    /**
     * Compares all that has passed with what was expected; ends the SHA-256, so call it once.
     *
     * @throws Fault {@link FaultCode#DIGEST_MISMATCH}
     */
    public void verify() {
        Crc32c crc = expected.crc32c();
        if (crc != null && !crc.equals(crc32c())) {
            throw Fault.of(
                    FaultCode.DIGEST_MISMATCH, "The body's crc32c is " + crc32c() + ", declared was " + crc + ".");
        }
        if (sha256 != null) {
            String actual = Base64.getEncoder().encodeToString(sha256.digest());
            if (!actual.equals(expected.sha256())) {
                throw Fault.of(
                        FaultCode.DIGEST_MISMATCH,
                        "The body's sha-256 is " + actual + ", declared was " + expected.sha256() + ".");
            }
        }
    }
}
