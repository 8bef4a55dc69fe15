package io.sluice.feature.frames.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Exports of frames. */
@ConfigMapping(prefix = "sluice.frames.export")
public interface FrameReadConfig {
    /** The program that makes videos, by its name or its path. */
    @WithDefault("ffmpeg")
    String ffmpeg();

    /** How many videos are made at once; each is a process that keeps a processor busy. */
    @WithDefault("2")
    int videos();
}
