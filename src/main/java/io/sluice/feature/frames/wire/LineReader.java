package io.sluice.feature.frames.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads lines that end with LF or CRLF, a bounded number of bytes of them in a row. */
final class LineReader {
    private static final int USUAL = 256;

    private final int most;
    private byte[] line = new byte[USUAL];
    private int length;
    private int read;
    private boolean whole;

    /** What came of the bytes at hand. */
    enum Taken {
        /** They are used up, the line goes on. */
        MORE,
        /** A line is whole. */
        LINE,
        /** The lines have too many bytes. */
        TOO_MUCH
    }

    /** @param most bytes from one {@link #restart} to the next */
    LineReader(int most) {
        this.most = most;
    }

    void restart() {
        length = 0;
        read = 0;
        whole = false;
    }

    /** Takes {@code in} up to the end of a line. */
    Taken take(ByteBuffer in) {
        if (whole) {
            length = 0;
            whole = false;
        }
        while (in.hasRemaining()) {
            byte next = in.get();
            read++;
            if (read > most) {
                return Taken.TOO_MUCH;
            }
            if (next == '\n') {
                whole = true;
                return Taken.LINE;
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(most, 2 * length));
            }
            line[length++] = next;
        }
        return Taken.MORE;
    }

    /** Whether not a byte was read since the restart. */
    boolean untouched() {
        return read == 0;
    }

    /** Whether the line ended with CRLF. */
    boolean crlf() {
        return whole && length > 0 && line[length - 1] == '\r';
    }

    /** The line without its end; a part of one while it goes on, empty when none was begun. */
    String text() {
        return new String(line, 0, crlf() ? length - 1 : length, StandardCharsets.ISO_8859_1);
    }

    /** The line that was begun; empty after the end of one. */
    String begun() {
        return whole ? "" : text();
    }
}
