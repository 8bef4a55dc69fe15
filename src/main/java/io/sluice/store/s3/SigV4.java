package io.sluice.store.s3;

import io.sluice.base.bytes.HmacSha256;
import io.sluice.base.bytes.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests with AWS Signature Version 4, in headers or in the query, with a payload that is not signed: the bytes are guarded
 * by their checksum. Thread-safe.
 */
final class SigV4 {
    static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();
    private static final int DAY = 8;
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private final String region;
    private volatile @Nullable DayKey last;

    /** The key of one day, which is the costly part of a signature. */
    private record DayKey(String day, String secret, HmacSha256 key) {}

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
        String scope = scope(stamp);
        headers.put("x-amz-date", stamp);
        headers.put("x-amz-content-sha256", UNSIGNED);
        if (who instanceof AwsSessionCredentialsIdentity session) {
            headers.put("x-amz-security-token", session.sessionToken());
        }
        String names = String.join(";", headers.keySet());
        String signature = signature(canonical(line, headers, names), stamp, scope, who);
        headers.put(
                "authorization",
                ALGORITHM + " Credential=" + who.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + signature);
    }

    /**
     * A request that is signed in its query.
     *
     * @param parameters of the query beside the signature, not encoded
     * @param headers in lower case; all of them have to be sent as they are, the host among them
     */
    record Presign(
            String method,
            String path,
            Map<String, String> parameters,
            SortedMap<String, String> headers,
            Duration validity) {}

    /** The query that makes the request a signed one. */
    String presign(Presign request, AwsCredentialsIdentity who, Instant now) {
        String stamp = STAMP.format(now);
        String scope = scope(stamp);
        String names = String.join(";", request.headers().keySet());
        SortedMap<String, String> parameters = new TreeMap<>(request.parameters());
        parameters.put("X-Amz-Algorithm", ALGORITHM);
        parameters.put("X-Amz-Credential", who.accessKeyId() + "/" + scope);
        parameters.put("X-Amz-Date", stamp);
        parameters.put("X-Amz-Expires", Long.toString(request.validity().toSeconds()));
        parameters.put("X-Amz-SignedHeaders", names);
        if (who instanceof AwsSessionCredentialsIdentity session) {
            parameters.put("X-Amz-Security-Token", session.sessionToken());
        }
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + S3Address.encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        RequestLine line = new RequestLine(request.method(), request.path(), query);
        return query + "&X-Amz-Signature=" + signature(canonical(line, request.headers(), names), stamp, scope, who);
    }

    private String scope(String stamp) {
        return stamp.substring(0, DAY) + "/" + region + "/s3/aws4_request";
    }

    private String signature(String canonical, String stamp, String scope, AwsCredentialsIdentity who) {
        String toSign = ALGORITHM + "\n" + stamp + "\n" + scope + "\n" + HEX.formatHex(Sha256.of(canonical));
        return HEX.formatHex(key(stamp.substring(0, DAY), who.secretAccessKey()).of(toSign));
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

    private HmacSha256 key(String day, String secret) {
        DayKey known = last;
        if (known != null && known.day().equals(day) && known.secret().equals(secret)) {
            return known.key();
        }
        byte[] ofDay = new HmacSha256("AWS4" + secret).of(day);
        byte[] ofRegion = new HmacSha256(ofDay).of(region);
        byte[] ofService = new HmacSha256(ofRegion).of("s3");
        HmacSha256 key = new HmacSha256(new HmacSha256(ofService).of("aws4_request"));
        last = new DayKey(day, secret, key);
        return key;
    }
}
