package io.sluice.store.s3;

import io.sluice.base.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests with AWS Signature Version 4, header form, with a payload that is not signed: the bytes are guarded by their
 * checksum. Thread-safe.
 */
final class SigV4 {
    static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();
    private static final int DAY = 8;
    private static final String HMAC = "HmacSHA256";

    private final String region;
    private volatile @Nullable DayKey last;

    /** The key of one day, which is the costly part of a signature. */
    private record DayKey(String day, String secret, SecretKeySpec key) {}

    SigV4(String region) {
        this.region = region;
    }

    /**
     * Adds what makes the request a signed one.
     *
     * @param line method, path and query, each as it goes on the wire
     * @param headers in lower case; all of them are signed, and those of the signature are added
     */
    void sign(RequestLine line, SortedMap<String, String> headers, AwsCredentialsIdentity who, Instant now) {
        String stamp = STAMP.format(now);
        String scope = stamp.substring(0, DAY) + "/" + region + "/s3/aws4_request";
        headers.put("x-amz-date", stamp);
        headers.put("x-amz-content-sha256", UNSIGNED);
        if (who instanceof AwsSessionCredentialsIdentity session) {
            headers.put("x-amz-security-token", session.sessionToken());
        }
        String names = String.join(";", headers.keySet());
        String toSign = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n"
                + HEX.formatHex(Sha256.of(canonical(line, headers, names)));
        byte[] signature = hmac(key(stamp.substring(0, DAY), who.secretAccessKey()), toSign);
        headers.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=" + who.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + HEX.formatHex(signature));
    }

    /**
     * What a request begins with.
     *
     * @param path percent-encoded, but for its slashes
     * @param query percent-encoded and in the order of its names; empty when there is none
     */
    record RequestLine(String method, String path, String query) {}

    private static String canonical(RequestLine line, SortedMap<String, String> headers, String names) {
        StringBuilder text = new StringBuilder(512);
        text.append(line.method()).append('\n').append(line.path()).append('\n');
        text.append(line.query()).append('\n');
        for (Map.Entry<String, String> header : headers.entrySet()) {
            text.append(header.getKey()).append(':');
            appendTrimmed(text, header.getValue());
            text.append('\n');
        }
        return text.append('\n').append(names).append('\n').append(UNSIGNED).toString();
    }

    /** Without blanks at the ends, and one for several in between. */
    private static void appendTrimmed(StringBuilder text, String value) {
        boolean blank = false;
        int start = text.length();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t') {
                blank = true;
            } else {
                if (blank && text.length() > start) {
                    text.append(' ');
                }
                blank = false;
                text.append(c);
            }
        }
    }

    private SecretKeySpec key(String day, String secret) {
        DayKey known = last;
        if (known != null && known.day().equals(day) && known.secret().equals(secret)) {
            return known.key();
        }
        byte[] ofDay = hmac(spec(("AWS4" + secret).getBytes(StandardCharsets.UTF_8)), day);
        byte[] ofService = hmac(spec(hmac(spec(ofDay), region)), "s3");
        SecretKeySpec key = spec(hmac(spec(ofService), "aws4_request"));
        last = new DayKey(day, secret, key);
        return key;
    }

    private static SecretKeySpec spec(byte[] key) {
        return new SecretKeySpec(key, HMAC);
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
