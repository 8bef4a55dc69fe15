package io.sluice.store.s3;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * User metadata as S3 carries it in headers: printable ASCII as it is, all else as one encoded word of RFC 2047
 * ({@code =?UTF-8?B?…?=}), which is how S3 itself shows values that are not ASCII.
 */
final class MetadataCodec {
    private static final String OPEN = "=?UTF-8?B?";
    private static final String CLOSE = "?=";

    private MetadataCodec() {}

    static Map<String, String> encode(Map<String, String> metadata) {
        Map<String, String> headers = new HashMap<>();
        metadata.forEach((name, value) -> headers.put(name, encode(value)));
        return headers;
    }

    static String encode(String value) {
        return plain(value) ? value : encoded(value);
    }

    static String decode(String header) {
        if (!header.startsWith(OPEN) || !header.endsWith(CLOSE)) {
            return header;
        }
        String base64 = header.substring(OPEN.length(), header.length() - CLOSE.length());
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException foreign) {
            return header;
        }
    }

    private static String encoded(String value) {
        return OPEN + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + CLOSE;
    }

    private static boolean plain(String value) {
        boolean ascii = value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        return ascii
                && !value.isEmpty()
                && !value.startsWith("=?")
                && value.equals(value.strip())
                && !value.contains("  ");
    }
}
