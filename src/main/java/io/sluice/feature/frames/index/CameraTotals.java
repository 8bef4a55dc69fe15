package io.sluice.feature.frames.index;

/**
 * What the index knows of a camera.
 *
 * @param packs that have a frame of it
 * @param bytes of its images
 * @param first no frame is earlier, in nanoseconds since 1970; that of the camera's first frame, or up to a second before it
 * @param last no frame is later; that of the camera's last frame, or up to a second after it
 */
public record CameraTotals(String camera, long packs, long frames, long bytes, long first, long last) {}
