package io.sluice.feature.frames.read;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.PackedFrame;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Which frame of a camera, wherever it is kept: a frame that was copied to another pack has the same mark. Two frames of one time
 * come in the order they arrived.
 *
 * @param time by the producer
 * @param arrived by the server
 * @param sequence by the count of its camera
 * @param crc32c of its image
 * @param length of its image
 */
public record FrameMark(long time, long arrived, long sequence, int crc32c, long length)
        implements Comparable<FrameMark> {
    private static final Comparator<FrameMark> ORDER = Comparator.comparingLong(FrameMark::time)
            .thenComparingLong(FrameMark::arrived)
            .thenComparingLong(FrameMark::sequence)
            .thenComparingInt(FrameMark::crc32c)
            .thenComparingLong(FrameMark::length);

    private static final String DOT = ".";
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{1,16}(\\.[0-9a-f]{1,16}){4}");
    private static final int HEX = 16;

    static FrameMark of(PackedFrame frame) {
        ImageHead head = frame.head();
        return new FrameMark(
                head.publishTime(),
                head.logTime(),
                head.sequence(),
                frame.crc32c().value(),
                frame.place().length());
    }

    /** Before all frames of a time. */
    static FrameMark before(long time) {
        return new FrameMark(time, -1, -1, -1, -1);
    }

    /** @throws Fault {@link FaultCode#INVALID_PARAMETER} when it is not the text of a mark */
    public static FrameMark parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw invalid();
        }
        String[] parts = text.split("\\.", -1);
        FrameMark mark = new FrameMark(hex(parts[0]), hex(parts[1]), hex(parts[2]), (int) hex(parts[3]), hex(parts[4]));
        if (mark.time < 0) {
            throw invalid();
        }
        return mark;
    }

    private static Fault invalid() {
        return Fault.of(FaultCode.INVALID_PARAMETER, "The parameter 'after' is the 'next' of an earlier page.");
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, HEX);
    }

    @Override
    public int compareTo(FrameMark other) {
        return ORDER.compare(this, other);
    }

    /** As clients carry it: opaque, and safe in a URL. */
    @Override
    public String toString() {
        return String.join(
                DOT,
                Long.toHexString(time),
                Long.toHexString(arrived),
                Long.toHexString(sequence),
                Integer.toHexString(crc32c),
                Long.toHexString(length));
    }
}
