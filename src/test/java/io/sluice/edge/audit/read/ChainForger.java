package io.sluice.edge.audit.read;

import io.sluice.edge.audit.trail.AuditLine;
import io.sluice.edge.audit.trail.LineSeal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Somebody who can write to the bucket and knows how hashes are made, but no secret. */
record ChainForger(AuditFixture bucket) {
    /** Makes all lines of a chain anew out of those of another, hash after hash, as if they had always been so. */
    void putInPlace(List<String> forged, List<String> honest, String from, String to) {
        String prev = LineSeal.NOTHING;
        for (int i = 0; i < honest.size(); i++) {
            List<String> made = new ArrayList<>();
            for (String line : bucket.lines(forged.get(i))) {
                AuditLine parsed = AuditLine.parse(line).orElseThrow();
                String open = line.substring(0, line.indexOf(",\"hash\":"))
                        .replace(from, to)
                        .replace("alice", "nobody")
                        .replace(parsed.prev(), prev);
                prev = sha256(open);
                made.add(open + ",\"hash\":\"" + prev + "\"}");
            }
            bucket.rewrite(honest.get(i), made);
            bucket.delete(forged.get(i));
        }
        if (!AuditLine.intact(bucket.lines(honest.getFirst()).getFirst(), new LineSeal(Optional.empty()))) {
            throw new IllegalStateException("a poor forgery");
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
