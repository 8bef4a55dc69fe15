package io.sluice.feature.frames.rewrite;

/** Which frames outlive a rewrite. Asked once for each frame, on one thread; must not block, and must not fail. */
@FunctionalInterface
public interface FrameFilter {
    /** Keeps every frame. */
    FrameFilter ALL = (camera, time) -> true;

    /** @param time of the frame by its producer, in nanoseconds since 1970 */
    boolean keeps(String camera, long time);
}
