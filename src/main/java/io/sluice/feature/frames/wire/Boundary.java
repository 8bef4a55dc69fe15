package io.sluice.feature.frames.wire;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code boundary} parameter of a {@code multipart} type, whichever its subtype. Its delimiter is the value after two
 * dashes (RFC 2046); many cameras put the dashes into the value too, and then either may stand in the stream.
 *
 * @param value 1 to 200 printable ASCII characters
 */
public record Boundary(String value) {
    private static final String DASHES = "--";
    private static final Pattern PARAMETER = Pattern.compile(";\\s*boundary\\s*=\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern VALUE = Pattern.compile("[ -~]{0,199}[!-~]");

    /** @throws Fault {@link FaultCode#INVALID_MULTIPART} */
    public Boundary {
        if (!VALUE.matcher(value).matches()) {
            throw Fault.of(FaultCode.INVALID_MULTIPART, "A boundary has 1 to 200 printable ASCII characters.");
        }
    }

    /** @throws Fault {@link FaultCode#INVALID_MULTIPART} when {@code contentType} is no multipart type with a boundary */
    public static Boundary of(String contentType) {
        Matcher parameter = PARAMETER.matcher(contentType);
        if (!contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/") || !parameter.find()) {
            throw Fault.of(
                    FaultCode.INVALID_MULTIPART,
                    "A stream of frames has a Content-Type like multipart/x-mixed-replace; boundary=frame.");
        }
        String rest = contentType.substring(parameter.end());
        return new Boundary(rest.startsWith("\"") ? unquoted(rest) : rest.split(";", 2)[0].strip());
    }

    private static String unquoted(String rest) {
        StringBuilder value = new StringBuilder();
        for (int at = 1; at < rest.length() && rest.charAt(at) != '"'; at++) {
            boolean escape = rest.charAt(at) == '\\' && at + 1 < rest.length();
            at += escape ? 1 : 0;
            value.append(rest.charAt(at));
        }
        return value.toString();
    }

    /** What may stand in the stream; the first line that is one of them decides. */
    List<Delimiter> delimiters() {
        Delimiter proper = new Delimiter(DASHES + value);
        return value.startsWith(DASHES) ? List.of(proper, new Delimiter(value)) : List.of(proper);
    }
}
