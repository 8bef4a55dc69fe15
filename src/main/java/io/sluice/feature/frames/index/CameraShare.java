package io.sluice.feature.frames.index;

/**
 * What one camera has in a pack.
 *
 * @param bytes of its images
 */
public record CameraShare(int frames, long bytes) {}
