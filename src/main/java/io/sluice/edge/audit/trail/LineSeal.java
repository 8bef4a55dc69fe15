package io.sluice.edge.audit.trail;

import io.sluice.base.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hash of a line: SHA-256, or HMAC-SHA-256 (RFC 2104) where there is a secret. Without one, whoever can write to the bucket can
 * make a whole chain anew; with one, only who has it.
 */
public final class LineSeal {
    /** What a chain begins with in the place of the hash before it. */
    public static final String NOTHING = "0".repeat(64);

    private static final String HMAC = "HmacSHA256";

    private final Optional<SecretKeySpec> key;

    /** @param secret empty for none */
    public LineSeal(Optional<String> secret) {
        this.key = secret.map(text -> new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), HMAC));
    }

    /** 64 hexadecimal digits. */
    String of(byte[] line) {
        return HexFormat.of().formatHex(key.isPresent() ? hmac(key.get(), line) : Sha256.of(line));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] line) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(line);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
