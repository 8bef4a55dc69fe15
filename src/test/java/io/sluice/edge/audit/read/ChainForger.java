package io.sluice.edge.audit.read;

import io.sluice.edge.audit.trail.AuditLine;
import io.sluice.edge.audit.trail.LineSeal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Somebody who can write to the bucket and knows how hashes are made, but no secret. */
record ChainForger(AuditFixture bucket) {
    /** Makes all lines of a chain anew out of as many of another, hash after hash, as if they had always been so. */
    void putInPlace(List<String> forged, List<String> honest, String from, String to) {
        Iterator<String> lines = forged.stream()
                .flatMap(key -> bucket.lines(key).stream())
                .toList()
                .iterator();
        forged.forEach(bucket::delete);
        String prev = LineSeal.NOTHING;
        for (String key : honest) {
            List<String> made = new ArrayList<>();
            for (int left = bucket.lines(key).size(); left > 0; left--) {
                String line = lines.next();
                AuditLine parsed = AuditLine.parse(line).orElseThrow();
                String open = line.substring(0, line.indexOf(",\"hash\":"))
                        .replace(from, to)
                        .replace("alice", "nobody")
                        .replace(parsed.prev(), prev);
                prev = sha256(open);
                made.add(open + ",\"hash\":\"" + prev + "\"}");
            }
            bucket.rewrite(key, made);
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
