package io.sluice.feature.frames;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import java.time.Duration;

/**
 * Judges the times that producers send. A late frame is welcome however late it is; one from the future would hide all that
 * come after it from who asks for the latest. Thread-safe.
 *
 * @param maxAhead how far the clock of a producer may be ahead ({@code sluice.frames.max-ahead})
 */
public record FrameClock(TimeSource time, Duration maxAhead) {
    public static final Duration DEFAULT_MAX_AHEAD = Duration.ofMinutes(1);

    /** The time of a frame that was sent without one. */
    public FrameTime now() {
        return FrameTime.of(time.now());
    }

    /**
     * @return {@code sent}
     * @throws Fault {@link FaultCode#FRAME_TIME_IN_FUTURE}
     */
    public FrameTime checked(FrameTime sent) {
        if (sent.instant().isAfter(time.now().plus(maxAhead))) {
            throw Fault.of(
                    FaultCode.FRAME_TIME_IN_FUTURE,
                    "The time " + sent + " is more than " + maxAhead.toSeconds() + " s ahead of the server.");
        }
        return sent;
    }
}
