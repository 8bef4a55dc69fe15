package io.sluice.feature.frames.wire;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameClock;

/**
 * Whose frames a stream carries, and what is asked of them.
 *
 * @param maxFrameBytes the largest image that is taken
 */
public record FrameSource(CameraName camera, FrameClock clock, int maxFrameBytes) {
    public static final int DEFAULT_MAX_FRAME_BYTES = 16 << 20;

    Fault tooLarge() {
        return Fault.of(FaultCode.FRAME_TOO_LARGE, "A frame has at most " + maxFrameBytes + " bytes.");
    }

    static Fault empty() {
        return Fault.of(FaultCode.FRAME_EMPTY, "The frame has no bytes.");
    }
}
