package io.sluice.edge.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Text in headers. Printable ASCII stands as it is; anything else as {@code UTF-8''percent-encoded} (RFC 8187), which every
 * client can send and read. Raw UTF-8 is understood too.
 */
public final class ExtValue {
    private static final String OPEN = "utf-8''";
    private static final String UNRESERVED = "-._~";

    private ExtValue() {}

    public static String encode(String text) {
        boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                && text.equals(text.strip())
                && !text.toLowerCase(Locale.ROOT).startsWith(OPEN);
        return plain ? text : "UTF-8''" + percent(text);
    }

    /** {@code text} in percent-encoded UTF-8, but for what stands as it is in every place (RFC 3986, section 2.3). */
    public static String percent(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean literal = b > 0 && (Character.isLetterOrDigit(b) || UNRESERVED.indexOf(b) >= 0);
            out.append(literal ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b & 0xff));
        }
        return out.toString();
    }

    /**
     * @param value as Netty decodes headers, one char for each byte
     * @param header for the message
     */
    public static String decode(String value, String header) {
        try {
            return value.toLowerCase(Locale.ROOT).startsWith(OPEN)
                    ? PercentDecoder.decode(value.substring(OPEN.length()))
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                            .toString();
        } catch (CharacterCodingException | IllegalArgumentException wrong) {
            throw Headers.malformed(header);
        }
    }
}
