package io.sluice.store;

/**
 * A strong entity tag (RFC 9110, section 8.8.3), without its quotes. Two objects of one key with equal tags have equal
 * bytes; nothing else may be read from it.
 */
public record ETag(String value) {
    public ETag {
        if (value.isEmpty() || value.indexOf('"') >= 0) {
            throw new IllegalArgumentException("not the inside of an entity tag: " + value);
        }
    }

    /** The tag as S3 and HTTP headers write it, with or without quotes. */
    public static ETag parse(String text) {
        boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
        return new ETag(quoted ? text.substring(1, text.length() - 1) : text);
    }

    public String quoted() {
        return '"' + value + '"';
    }

    @Override
    public String toString() {
        return quoted();
    }
}
