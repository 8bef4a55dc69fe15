package io.sluice.edge.audit.trail;

import io.sluice.base.bytes.HmacSha256;
import io.sluice.base.bytes.Sha256;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The hash of a line: SHA-256, or HMAC-SHA-256 where there is a secret. Without one, whoever can write to the bucket can make a whole
 * chain anew; with one, only who has it.
 */
public final class LineSeal {
    /** What a chain begins with in the place of the hash before it. */
    public static final String NOTHING = "0".repeat(64);

    private final Optional<HmacSha256> hmac;

    /** @param secret empty for none */
    public LineSeal(Optional<String> secret) {
        this.hmac = secret.map(HmacSha256::new);
    }

    /** 64 hexadecimal digits. */
    String of(byte[] line) {
        return HexFormat.of().formatHex(hmac.isPresent() ? hmac.get().of(line) : Sha256.of(line));
    }
}
