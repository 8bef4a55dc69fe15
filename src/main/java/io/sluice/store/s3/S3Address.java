package io.sluice.store.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Where objects are on the wire.
 *
 * @param endpoint scheme, host and port of the server
 * @param pathStyle whether a bucket stands in the path rather than in the host
 */
record S3Address(URI endpoint, boolean pathStyle) {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final String UNRESERVED = "-_.~";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    static S3Address of(S3Config config) {
        return new S3Address(config.endpoint().orElseGet(() -> amazon(config)), config.pathStyle());
    }

    /** As others reach it. */
    static S3Address publicOf(S3Config config) {
        URI endpoint = config.publicEndpoint().or(config::endpoint).orElseGet(() -> amazon(config));
        if (endpoint.getHost() == null) {
            throw new IllegalStateException(
                    "sluice.s3.public-endpoint needs a scheme and a host, such as https://s3.example.com; it is "
                            + endpoint);
        }
        return new S3Address(endpoint, config.pathStyle());
    }

    private static URI amazon(S3Config config) {
        return URI.create("https://s3." + config.region() + ".amazonaws.com");
    }

    boolean secure() {
        return "https".equalsIgnoreCase(endpoint.getScheme());
    }

    int port() {
        int standard = secure() ? HTTPS : HTTP;
        return endpoint.getPort() < 0 ? standard : endpoint.getPort();
    }

    String host(String bucket) {
        return pathStyle ? endpoint.getHost() : bucket + "." + endpoint.getHost();
    }

    /** The value of the {@code Host} header. */
    String authority(String bucket) {
        int standard = secure() ? HTTPS : HTTP;
        return port() == standard ? host(bucket) : host(bucket) + ":" + port();
    }

    /** Scheme and authority. */
    String origin(String bucket) {
        return (secure() ? "https://" : "http://") + authority(bucket);
    }

    /** The path of an object, percent-encoded but for its slashes. */
    String path(String bucket, String key) {
        StringBuilder path = new StringBuilder(bucket.length() + key.length() + 16).append('/');
        if (pathStyle) {
            path.append(bucket).append('/');
        }
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            if (b == '/') {
                path.append('/');
            } else {
                appendEncoded(path, b);
            }
        }
        return path.toString();
    }

    /** A value of the query, percent-encoded. */
    static String encoded(String value) {
        StringBuilder text = new StringBuilder(value.length() + 16);
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            appendEncoded(text, b);
        }
        return text.toString();
    }

    private static void appendEncoded(StringBuilder text, byte b) {
        boolean unreserved = (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || UNRESERVED.indexOf(b) >= 0;
        if (unreserved) {
            text.append((char) b);
        } else {
            text.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
        }
    }
}
