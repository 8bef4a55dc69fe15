package io.sluice.edge.audit.read;

import io.sluice.edge.audit.trail.AuditKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in the trail, behind a line.
 *
 * @param key the object
 * @param lines how many of its lines come before
 */
public record AuditMark(AuditKey key, int lines) {
    /** As clients carry it. */
    public String text() {
        String text = key + " " + lines;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty when it is no such text. */
    public static Optional<AuditMark> parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            int lines = Integer.parseInt(parts[1]);
            return AuditKey.parse(parts[0]).filter(_ -> lines >= 0).map(key -> new AuditMark(key, lines));
        } catch (RuntimeException noMark) {
            return Optional.empty();
        }
    }
}
