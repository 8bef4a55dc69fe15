package io.sluice.store.local.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Keys, and pieces of keys, as strings of one character per UTF-8 byte. Unlike text they can be cut anywhere, and their
 * natural order is the order of S3 listings.
 */
public final class Raw {
    private Raw() {}

    public static String of(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    public static String text(String raw) {
        return new String(raw.getBytes(ISO_8859_1), UTF_8);
    }
}
