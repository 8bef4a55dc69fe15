package io.sluice.edge.http;

import io.sluice.base.bytes.Crc32c;
import io.sluice.base.bytes.RunningDigest.Expected;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.core.http.HttpServerRequest;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code Content-Digest} and {@code Repr-Digest} (RFC 9530): a dictionary of byte sequences, of which {@code sha-256} and
 * {@code crc32c} are known and others ignored.
 */
public final class DigestHeader {
    private static final Pattern MEMBER = Pattern.compile("\\s*([a-z*][a-z0-9_.*-]*)\\s*=\\s*:([A-Za-z0-9+/=]*):\\s*");
    private static final int SHA256_BYTES = 32;

    private DigestHeader() {}

    /** What the headers of a request promise of its body; they agree or the request contradicts itself. */
    public static Expected of(HttpServerRequest request) {
        return parse(request.getHeader("Content-Digest"), request.getHeader("Repr-Digest"));
    }

    /** As {@link #of}, of the values of both headers. */
    static Expected parse(@Nullable String content, @Nullable String repr) {
        Expected first = parse(content);
        Expected second = parse(repr);
        Crc32c crc32c = same(first.crc32c(), second.crc32c());
        String sha256 = same(first.sha256(), second.sha256());
        return new Expected(crc32c, sha256);
    }

    private static Expected parse(@Nullable String header) {
        Crc32c crc32c = null;
        String sha256 = null;
        if (header != null) {
            for (String member : header.split(",", -1)) {
                Matcher form = MEMBER.matcher(member);
                if (!form.matches()) {
                    throw malformed();
                }
                switch (form.group(1).toLowerCase(Locale.ROOT)) {
                    case "crc32c" -> crc32c = crc32c(form.group(2));
                    case "sha-256" -> sha256 = sha256(form.group(2));
                    default -> {}
                }
            }
        }
        return new Expected(crc32c, sha256);
    }

    private static <T> @Nullable T same(@Nullable T first, @Nullable T second) {
        if (first != null && second != null && !first.equals(second)) {
            throw Fault.of(FaultCode.INVALID_DIGEST, "Content-Digest and Repr-Digest contradict each other.");
        }
        return first == null ? second : first;
    }

    private static Crc32c crc32c(String base64) {
        try {
            return Crc32c.parse(base64);
        } catch (IllegalArgumentException wrong) {
            throw malformed();
        }
    }

    private static String sha256(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == SHA256_BYTES) {
                return Base64.getEncoder().encodeToString(bytes);
            }
        } catch (IllegalArgumentException wrong) {
            // Told below.
        }
        throw malformed();
    }

    private static Fault malformed() {
        return Fault.of(FaultCode.INVALID_DIGEST, "A digest is sha-256=:base64: or crc32c=:base64:.");
    }

    /** The value of {@code Repr-Digest}, or null when no digest is known. */
    public static @Nullable String format(@Nullable Crc32c crc32c, @Nullable String sha256) {
        String crc = crc32c == null ? "" : "crc32c=:" + crc32c.base64() + ":";
        String sha = sha256 == null ? "" : "sha-256=:" + sha256 + ":";
        if (crc.isEmpty() && sha.isEmpty()) {
            return null;
        }
        return crc.isEmpty() || sha.isEmpty() ? crc + sha : crc + ", " + sha;
    }
}
