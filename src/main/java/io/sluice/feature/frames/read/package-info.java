/**
 * Reading frames: {@link io.sluice.feature.frames.read.FrameSearch} finds them, {@link io.sluice.feature.frames.read.FrameBytes}
 * reads their bytes and holds them against their checksums, {@link io.sluice.feature.frames.read.FrameFeed} brings many of them one
 * after another.
 */
@NullMarked
package io.sluice.feature.frames.read;

import org.jspecify.annotations.NullMarked;
