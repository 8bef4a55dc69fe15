package io.sluice.feature.frames;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms in which a {@link FrameTime} is read. */
final class TimeText {
    private static final Pattern RFC_3339 = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d):(\\d\\d)"
            + "(?:\\.(\\d{1,9}))?(?:[Zz]|([+-])([01]\\d|2[0-3]):([0-5]\\d))");

    private static final int SECONDS = 10;
    private static final int MILLIS = 13;
    private static final int MICROS = 16;
    private static final int NANOS = 19;
    private static final int FRACTION = 9;

    private TimeText() {}

    static FrameTime read(String text) {
        Matcher form = RFC_3339.matcher(text);
        return form.matches() ? rfc3339(form) : epoch(text);
    }

    private static FrameTime rfc3339(Matcher form) {
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(form, 1),
                    number(form, 2),
                    number(form, 3),
                    number(form, 4),
                    number(form, 5),
                    number(form, 6));
            int ahead = form.group(8) == null ? 0 : number(form, 9) * 3600 + number(form, 10) * 60;
            long seconds = local.toEpochSecond(ZoneOffset.UTC) - ("-".equals(form.group(8)) ? -ahead : ahead);
            return FrameTime.of(seconds, fraction(form.group(7)));
        } catch (DateTimeException noSuchDay) {
            throw malformed();
        }
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }

    private static FrameTime epoch(String text) {
        int point = text.indexOf('.');
        if (point >= 0) {
            String fraction = text.substring(point + 1);
            if (point != SECONDS || fraction.isEmpty() || fraction.length() > FRACTION || !digits(fraction)) {
                throw malformed();
            }
            return FrameTime.of(count(text.substring(0, point)), fraction(fraction));
        }
        return switch (text.length()) {
            case SECONDS -> FrameTime.of(count(text), 0);
            case MILLIS -> scaled(text, 1_000);
            case MICROS -> scaled(text, 1_000_000);
            case NANOS -> scaled(text, 1_000_000_000);
            default -> throw malformed();
        };
    }

    private static FrameTime scaled(String text, int perSecond) {
        long count = count(text);
        return FrameTime.of(count / perSecond, (int) (count % perSecond) * (1_000_000_000 / perSecond));
    }

    private static long count(String text) {
        if (text.startsWith("0") || !digits(text)) {
            throw malformed();
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException after2262) {
            throw FrameTime.outOfRange();
        }
    }

    private static int fraction(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits + "0".repeat(FRACTION - digits.length()));
    }

    private static boolean digits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Fault malformed() {
        return Fault.of(
                FaultCode.INVALID_FRAME_TIME,
                "The time of a frame is RFC 3339, or a plain epoch: 10 digits of seconds (a fraction may follow), "
                        + "13 of milliseconds, 16 of microseconds or 19 of nanoseconds.");
    }
}
