package io.sluice.feature.frames.wire;

import io.sluice.feature.frames.wire.Delimiter.Mark;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the end of an image that has no declared length: a line end and a delimiter, over any number of chunks.
 *
 * <p>What is looked for begins with LF and has no other: two occurrences never overlap, so an attempt that fails never has to
 * look back, and all attempts together compare each byte at most once. Between attempts whole lengths of the delimiter are
 * skipped (Horspool's table of last occurrences).
 */
final class DelimiterSearch {
    private static final int BYTES = 256;
    private static final int MOST_PADDING = 64;

    private final byte[] sought;
    private final int[] skip = new int[BYTES];
    private int matched;
    private int suspected;
    private Tail tail = Tail.START;

    /** What came after the delimiter itself. */
    private enum Tail {
        START,
        PADDING,
        RETURN,
        DASH
    }

    DelimiterSearch(Delimiter delimiter) {
        sought = ("\n" + delimiter.text()).getBytes(StandardCharsets.ISO_8859_1);
        Arrays.fill(skip, sought.length);
        for (int i = 0; i < sought.length - 1; i++) {
            skip[sought[i] & 0xff] = sought.length - 1 - i;
        }
    }

    /** Begins an image: the line end before the delimiter of an empty one is that of its head. */
    void restart() {
        matched = 1;
        suspected = 0;
        tail = Tail.START;
    }

    /** How many of the bytes scanned last belong to a delimiter, or do if the next bytes say so. */
    int suspected() {
        return suspected;
    }

    /** Whether the bytes so far end with a delimiter, of which just the line end may be missing. */
    boolean atDelimiter() {
        return matched == sought.length;
    }

    /** Moves through {@code in} to the end of a delimiter, or to the end of the chunk. */
    Mark scan(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (matched == 0) {
                skipTo(in);
            } else if (matched < sought.length) {
                proceed(in);
            } else {
                Mark mark = close(in);
                if (mark != Mark.NONE) {
                    return mark;
                }
            }
        }
        return Mark.NONE;
    }

    /** Moves behind the next delimiter, or behind as much of one as the chunk ends with. */
    private void skipTo(ByteBuffer in) {
        int last = sought.length - 1;
        int limit = in.limit();
        int at = in.position() + last;
        while (at < limit) {
            byte found = in.get(at);
            if (found == sought[last] && matching(in, at - last) == sought.length) {
                begin(in, at - last);
                return;
            }
            at += skip[found & 0xff];
        }
        for (int start = at - last; start < limit; start++) {
            if (matching(in, start) == limit - start) {
                begin(in, start);
                return;
            }
        }
        in.position(limit);
    }

    /** How many bytes from {@code start} on are as sought. */
    private int matching(ByteBuffer in, int start) {
        int most = Math.min(sought.length, in.limit() - start);
        int same = 0;
        while (same < most && in.get(start + same) == sought[same]) {
            same++;
        }
        return same;
    }

    private void begin(ByteBuffer in, int start) {
        matched = Math.min(sought.length, in.limit() - start);
        suspected = matched;
        in.position(start + matched);
    }

    private void proceed(ByteBuffer in) {
        if (in.get(in.position()) == sought[matched]) {
            matched++;
            take(in);
        } else {
            refute();
        }
    }

    private Mark close(ByteBuffer in) {
        byte next = in.get(in.position());
        Mark mark = Mark.NONE;
        if (next == '\n' && tail != Tail.DASH) {
            mark = Mark.PART;
        } else if (next == '-' && tail == Tail.DASH) {
            mark = Mark.CLOSE;
        } else if (!goesOn(next)) {
            refute();
            return Mark.NONE;
        }
        take(in);
        return mark;
    }

    private boolean goesOn(byte next) {
        boolean open = tail == Tail.START || tail == Tail.PADDING;
        Tail after = switch (next) {
            case '\r' -> open ? Tail.RETURN : null;
            case ' ', '\t' -> open && suspected < sought.length + MOST_PADDING ? Tail.PADDING : null;
            case '-' -> tail == Tail.START ? Tail.DASH : null;
            default -> null;
        };
        if (after != null) {
            tail = after;
        }
        return after != null;
    }

    private void take(ByteBuffer in) {
        suspected++;
        in.position(in.position() + 1);
    }

    /** It was the image; the byte that told so is looked at again. */
    private void refute() {
        matched = 0;
        suspected = 0;
        tail = Tail.START;
    }
}
