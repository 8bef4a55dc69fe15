package io.sluice.edge.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986, section 2.1), strictly: every {@code %} has two digits, and the bytes are UTF-8. */
public final class PercentDecoder {
    private PercentDecoder() {}

    /**
     * @param text as Netty decodes paths and headers, one char for each byte; bytes that should have been encoded are taken
     *     as they are
     * @throws IllegalArgumentException when {@code text} is not well encoded
     */
    public static String decode(String text) {
        if (!text.chars().allMatch(c -> c <= 0xff)) {
            throw new IllegalArgumentException("not one char for each byte");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
                continue;
            }
            if (i + 2 >= raw.length) {
                throw new IllegalArgumentException("a percent sign without two digits");
            }
            bytes.write(digit(raw[i + 1]) << 4 | digit(raw[i + 2]));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("not UTF-8", notUtf8);
        }
    }

    private static int digit(byte hex) {
        int value = Character.digit(hex, 16);
        if (value < 0) {
            throw new IllegalArgumentException("not a hexadecimal digit: " + (char) hex);
        }
        return value;
    }
}
