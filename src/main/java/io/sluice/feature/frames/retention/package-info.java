/** Letting go of frames whose time is over: {@link io.sluice.feature.frames.retention.Retention}. */
@NullMarked
package io.sluice.feature.frames.retention;

import org.jspecify.annotations.NullMarked;
