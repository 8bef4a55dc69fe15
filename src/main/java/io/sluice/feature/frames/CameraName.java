package io.sluice.feature.frames;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.util.regex.Pattern;

/**
 * The name of a camera: 1 to 128 ASCII letters, digits, dots, dashes and underscores, not beginning with a dot. It stands in a
 * path, a topic and a key as it is.
 */
public record CameraName(String value) implements Comparable<CameraName> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    /** @throws Fault {@link FaultCode#INVALID_CAMERA} */
    public CameraName {
        if (!isOne(value)) {
            throw Fault.of(
                    FaultCode.INVALID_CAMERA,
                    "A camera's name has 1 to 128 letters, digits, dots, dashes and underscores, "
                            + "and does not begin with a dot.");
        }
    }

    /** Whether a text is the name of a camera. */
    public static boolean isOne(String text) {
        return NAME.matcher(text).matches();
    }

    @Override
    public int compareTo(CameraName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
