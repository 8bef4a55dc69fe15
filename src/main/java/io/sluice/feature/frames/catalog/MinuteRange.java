package io.sluice.feature.frames.catalog;

import io.sluice.feature.frames.pack.PackPrefixes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Minutes of arrival, counted from 1970.
 *
 * @param from the first
 * @param to the one after the last
 */
record MinuteRange(int from, int to) {
    static final int HOUR = 60;
    private static final int SECONDS = 60;
    private static final long NANOS = 60_000_000_000L;

    /**
     * What one listing covers.
     *
     * @param prefix its keys begin so
     * @param minutes keys of others are passed over
     */
    record Piece(String prefix, MinuteRange minutes) {}

    static int of(Instant instant) {
        return (int) (instant.getEpochSecond() / SECONDS);
    }

    /** @param nanos since 1970 */
    static int of(long nanos) {
        return (int) (nanos / NANOS);
    }

    int length() {
        return to - from;
    }

    boolean has(int minute) {
        return minute >= from && minute < to;
    }

    /** One listing for each minute. */
    List<Piece> minutes() {
        List<Piece> pieces = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            pieces.add(new Piece(prefix(minute, minute + 1), new MinuteRange(minute, minute + 1)));
        }
        return pieces;
    }

    /** One listing for the whole hour that this is a part of, of which all or only these minutes are looked at. */
    Piece hour(boolean all) {
        int hour = from / HOUR * HOUR;
        return new Piece(prefix(hour, hour + HOUR), all ? new MinuteRange(hour, hour + HOUR) : this);
    }

    /** This, cut where hours begin. */
    List<MinuteRange> hours() {
        List<MinuteRange> hours = new ArrayList<>();
        for (int at = from; at < to; ) {
            int end = Math.min(to, (at / HOUR + 1) * HOUR);
            hours.add(new MinuteRange(at, end));
            at = end;
        }
        return hours;
    }

    private static String prefix(int from, int to) {
        return PackPrefixes.covering(
                        Instant.ofEpochSecond((long) from * SECONDS), Instant.ofEpochSecond((long) to * SECONDS))
                .getFirst();
    }
}
