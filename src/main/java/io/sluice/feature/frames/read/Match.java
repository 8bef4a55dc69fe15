package io.sluice.feature.frames.read;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.util.Arrays;
import java.util.Locale;

/** Which frame is meant by a time. */
public enum Match {
    /** One of just this time; of several the first that arrived. */
    EXACT,
    /** The last that is not after it. */
    FLOOR,
    /** The first that is not before it. */
    CEIL,
    /** The nearest; of two equally near the earlier one. */
    NEAREST;

    /** @throws Fault {@link FaultCode#INVALID_PARAMETER} */
    public static Match parse(String text) {
        return Arrays.stream(values())
                .filter(match -> match.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> Fault.of(
                        FaultCode.INVALID_PARAMETER,
                        "The parameter 'match' is one of exact, floor, ceil and nearest."));
    }
}
