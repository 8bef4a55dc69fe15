package io.sluice.feature.frames;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a producer says of a frame beside its bytes.
 *
 * @param time null when it says none
 * @param sequence from 0 to {@link #MAX_SEQUENCE}, or {@link #NO_SEQUENCE}
 * @param contentType as it was sent
 */
public record FrameHead(
        @Nullable FrameTime time, long sequence, @Nullable String contentType) {
    public static final long NO_SEQUENCE = -1;

    /** A sequence has 32 bits in a pack. */
    public static final long MAX_SEQUENCE = 0xFFFF_FFFFL;

    public static final FrameHead NOTHING = new FrameHead(null, NO_SEQUENCE, null);

    private static final Pattern SEQUENCE = Pattern.compile("\\d{1,10}");

    /** Seconds since something else than 1970, as of a camera that counts from when it was switched on. */
    private static final Pattern UPTIME = Pattern.compile("\\d{1,9}(\\.\\d+)?");

    /** Header fields by name, in whatever case. */
    @FunctionalInterface
    public interface Fields {
        /** The value without spaces around it; null when there is no such field. */
        @Nullable
        String get(String name);
    }

    /**
     * Reads {@code X-Frame-Time}, or {@code X-Timestamp} where there is none, {@code X-Frame-Sequence} and
     * {@code Content-Type}. Cameras send {@code X-Timestamp} unasked, and some count it from when they were switched on: such
     * a one says no time.
     *
     * @throws Fault {@link FaultCode#INVALID_FRAME_TIME}, {@link FaultCode#FRAME_TIME_IN_FUTURE} or
     *     {@link FaultCode#INVALID_FRAME_HEAD}
     */
    public static FrameHead read(Fields fields, FrameClock clock) {
        return new FrameHead(time(fields, clock), sequence(fields), fields.get("Content-Type"));
    }

    private static @Nullable FrameTime time(Fields fields, FrameClock clock) {
        String text = fields.get("X-Frame-Time");
        if (text == null) {
            String stamp = fields.get("X-Timestamp");
            text = stamp == null || UPTIME.matcher(stamp).matches() ? null : stamp;
        }
        return text == null ? null : clock.checked(FrameTime.parse(text));
    }

    private static long sequence(Fields fields) {
        String text = fields.get("X-Frame-Sequence");
        if (text == null) {
            return NO_SEQUENCE;
        }
        if (SEQUENCE.matcher(text).matches() && Long.parseLong(text) <= MAX_SEQUENCE) {
            return Long.parseLong(text);
        }
        throw Fault.of(
                FaultCode.INVALID_FRAME_HEAD, "The sequence of a frame is a number from 0 to " + MAX_SEQUENCE + ".");
    }

    /** The frame of this head; the image belongs to it from now on. */
    public Frame frame(CameraName camera, FrameImage image) {
        FrameType type = FrameType.of(ImageFormat.sniff(image.chunks()), contentType);
        return new Frame(camera, time, sequence, type, image);
    }
}
