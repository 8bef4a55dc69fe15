package io.sluice.feature.frames;

import org.jspecify.annotations.Nullable;

/**
 * One frame on its way into a pack. Whoever gets it owns its image, and closes it when the frame is stored, refused or given up.
 *
 * @param time by the producer; null when it sent none
 * @param sequence by the producer, or {@link FrameHead#NO_SEQUENCE}
 */
public record Frame(CameraName camera, @Nullable FrameTime time, long sequence, FrameType type, FrameImage image)
        implements AutoCloseable {
    /** Of the image, in bytes; never 0. */
    public int length() {
        return image.length();
    }

    /** Releases the image. */
    @Override
    public void close() {
        image.close();
    }
}
