package io.sluice.feature.frames.index;

import java.util.List;

/**
 * Frames of one pack that lie close together in time. Each of its cameras has a frame in it; which one has one when, the frame
 * table tells.
 *
 * @param first the least publish time, in nanoseconds since 1970
 * @param last the greatest; in the same {@link Clustering#SLOT} as the first
 * @param cameras in their natural order
 */
public record FrameCluster(long first, long last, List<String> cameras) {
    public FrameCluster {
        cameras = List.copyOf(cameras);
    }
}
