package io.sluice.edge.http;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Range} header (RFC 9110, section 14.2). A unit other than bytes is ignored, and so are several ranges at once:
 * both may be answered with the whole.
 */
public final class RangeHeader {
    private static final Pattern FORM = Pattern.compile("(\\d*)-(\\d*)");

    private RangeHeader() {}

    /**
     * The range asked for, or null for the whole object.
     *
     * @throws Fault {@link FaultCode#INVALID_RANGE}
     */
    public static @Nullable ByteRange parse(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("bytes=")) {
            return null;
        }
        String spec = header.substring("bytes=".length()).strip();
        if (spec.contains(",")) {
            return null;
        }
        Matcher form = FORM.matcher(spec);
        if (!form.matches() || spec.equals("-")) {
            throw malformed();
        }
        try {
            return range(form.group(1), form.group(2));
        } catch (IllegalArgumentException outOfOrder) {
            throw malformed();
        }
    }

    private static ByteRange range(String first, String last) {
        if (first.isEmpty()) {
            return new ByteRange.Last(number(last));
        }
        return last.isEmpty() ? new ByteRange.From(number(first)) : new ByteRange.Between(number(first), number(last));
    }

    /** No object is longer than the largest number there is. */
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException larger) {
            return Long.MAX_VALUE;
        }
    }

    private static Fault malformed() {
        return Fault.of(FaultCode.INVALID_RANGE, "A range is bytes=first-last, bytes=first- or bytes=-length.");
    }
}
