package io.sluice.edge.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986, section 2.1), strictly: every {@code %} has two digits, and the bytes are UTF-8. */
public final class PercentDecoder {
    private PercentDecoder() {}

    /** @throws IllegalArgumentException when {@code text} is not well encoded */
    public static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
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
