package io.sluice.feature.frames;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.time.Instant;

/**
 * When a frame was taken.
 *
 * <p>Read from RFC 3339 with up to nine digits of a second ({@code 2026-03-01T12:00:00.123456789Z}, any offset), or from a
 * plain epoch whose unit its digits tell: 10 of seconds, with or without a fraction of up to nine digits
 * ({@code 1772366400.25}), 13 of milliseconds, 16 of microseconds, 19 of nanoseconds, none with a leading zero. Each of these
 * reaches from September 2001 to 2262; an earlier time is written in RFC 3339.
 *
 * @param nanos since 1970-01-01T00:00:00Z, not negative; the last is 2262-04-11T23:47:16.854775807Z
 */
public record FrameTime(long nanos) implements Comparable<FrameTime> {
    private static final long SECOND = 1_000_000_000L;

    /** @throws Fault {@link FaultCode#INVALID_FRAME_TIME} before 1970 */
    public FrameTime {
        if (nanos < 0) {
            throw outOfRange();
        }
    }

    /** @throws Fault {@link FaultCode#INVALID_FRAME_TIME} when it has none of the forms or is out of range */
    public static FrameTime parse(String text) {
        return TimeText.read(text);
    }

    /** @throws Fault {@link FaultCode#INVALID_FRAME_TIME} before 1970 or after 2262 */
    public static FrameTime of(Instant instant) {
        return of(instant.getEpochSecond(), instant.getNano());
    }

    static FrameTime of(long seconds, int nanos) {
        if (seconds < 0 || seconds > (Long.MAX_VALUE - nanos) / SECOND) {
            throw outOfRange();
        }
        return new FrameTime(seconds * SECOND + nanos);
    }

    static Fault outOfRange() {
        return Fault.of(FaultCode.INVALID_FRAME_TIME, "The time of a frame lies between 1970 and 2262.");
    }

    public Instant instant() {
        return Instant.ofEpochSecond(nanos / SECOND, nanos % SECOND);
    }

    @Override
    public int compareTo(FrameTime other) {
        return Long.compare(nanos, other.nanos);
    }

    /** RFC 3339 in UTC, with 0, 3, 6 or 9 digits of a second, as few as say it. */
    @Override
    public String toString() {
        return instant().toString();
    }
}
