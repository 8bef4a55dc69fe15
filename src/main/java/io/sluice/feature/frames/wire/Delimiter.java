package io.sluice.feature.frames.wire;

/**
 * The line between two parts.
 *
 * @param text from its two dashes on, in Latin-1
 */
record Delimiter(String text) {
    /** What a line is to a stream. */
    enum Mark {
        /** No delimiter. */
        NONE,
        /** A part follows. */
        PART,
        /** No part follows. */
        CLOSE
    }

    /** What {@code line} is, which has no line end; spaces after a delimiter are allowed (RFC 2046, section 5.1.1). */
    Mark read(String line) {
        if (!line.startsWith(text)) {
            return Mark.NONE;
        }
        String rest = line.substring(text.length());
        if (rest.startsWith("--")) {
            return Mark.CLOSE;
        }
        return rest.isBlank() ? Mark.PART : Mark.NONE;
    }

    /** Whether {@code line}, which was cut off somewhere, may have been one. */
    boolean mayBegin(String line) {
        return text.startsWith(line) || read(line) != Mark.NONE || line.equals(text + "-");
    }
}
