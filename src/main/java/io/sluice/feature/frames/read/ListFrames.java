package io.sluice.feature.frames.read;

import io.sluice.feature.frames.CameraName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which frames to list.
 *
 * @param from the first time, in nanoseconds since 1970
 * @param to the last one
 * @param every of each such length of time since {@code from} the first frame; zero for all
 * @param limit at most so many
 * @param after only those after this one; null from {@code from} on
 */
public record ListFrames(
        CameraName camera,
        long from,
        long to,
        Duration every,
        int limit,
        @Nullable FrameMark after) {}
