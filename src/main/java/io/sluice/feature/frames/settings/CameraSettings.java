package io.sluice.feature.frames.settings;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a camera.
 *
 * @param retention how long its frames are kept; null for what is usual
 * @param tags at most {@link #MOST_TAGS}, by name
 * @param expectedRate frames a second; null when nothing is expected
 * @param holds in the order they were made, at most {@link #MOST_HOLDS}
 */
public record CameraSettings(
        @Nullable Duration retention,
        Map<String, String> tags,
        @Nullable Double expectedRate,
        List<Hold> holds) {
    public static final CameraSettings NONE = new CameraSettings(null, Map.of(), null, List.of());
    public static final Duration SHORTEST_RETENTION = Duration.ofMinutes(1);
    public static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);
    public static final int MOST_TAGS = 20;
    public static final int MOST_HOLDS = 50;
    public static final double HIGHEST_RATE = 1000;

    private static final Pattern TAG_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern TAG_VALUE = Pattern.compile("\\P{Cntrl}{0,256}");

    /** A camera is not behind as long as its last frame is no older than this, and two frames more. */
    private static final double PATIENCE_SECONDS = 5;

    /** The rate is counted over some seconds: below one frame a second it says nothing. */
    private static final double COUNTABLE = 1;

    private static final double TOLERATED = 0.8;

    /** @throws Fault {@link FaultCode#INVALID_BODY} when one is out of its bounds; {@link FaultCode#TOO_MANY_HOLDS} */
    public CameraSettings {
        if (retention != null
                && (retention.compareTo(SHORTEST_RETENTION) < 0 || retention.compareTo(LONGEST_RETENTION) > 0)) {
            throw invalid("'retention' lies between " + SHORTEST_RETENTION + " and " + LONGEST_RETENTION + ".");
        }
        if (expectedRate != null && !(expectedRate > 0 && expectedRate <= HIGHEST_RATE)) {
            throw invalid("'expectedRate' is more than 0, and at most " + (int) HIGHEST_RATE + ".");
        }
        if (holds.size() > MOST_HOLDS) {
            throw Fault.of(FaultCode.TOO_MANY_HOLDS, "A camera has at most " + MOST_HOLDS + " holds.");
        }
        tags = checked(tags);
        holds = List.copyOf(holds);
    }

    private static Map<String, String> checked(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS) {
            throw invalid("A camera has at most " + MOST_TAGS + " tags.");
        }
        tags.forEach((name, value) -> {
            if (!TAG_NAME.matcher(name).matches() || !TAG_VALUE.matcher(value).matches()) {
                throw invalid("A tag has a name of 1 to 64 letters, digits, dots, dashes and underscores, "
                        + "and a value of up to 256 characters, none of them a control character.");
            }
        });
        return Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    static Fault invalid(String detail) {
        return Fault.of(FaultCode.INVALID_BODY, detail);
    }

    /** The same with this hold, in place of one with its id. */
    public CameraSettings with(Hold hold) {
        List<Hold> all = new ArrayList<>(without(hold.id()).holds());
        all.add(hold);
        return new CameraSettings(retention, tags, expectedRate, all);
    }

    /** The same without the hold of this id. */
    public CameraSettings without(String hold) {
        return new CameraSettings(
                retention,
                tags,
                expectedRate,
                holds.stream().filter(other -> !other.id().equals(hold)).toList());
    }

    /**
     * Whether less comes than is expected: its last frame is too old, or too few came before it.
     *
     * @param lag how long ago its last frame was taken; null when it has none
     * @param rate frames a second, of the last seconds before that
     */
    public boolean isBehind(@Nullable Duration lag, double rate) {
        if (expectedRate == null) {
            return false;
        }
        return lag == null
                || lag.toMillis() / 1e3 > PATIENCE_SECONDS + 2 / expectedRate
                || (expectedRate >= COUNTABLE && rate < TOLERATED * expectedRate);
    }
}
