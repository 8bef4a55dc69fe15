/** Frames of cameras: what one is, how it is named, timed and typed. */
@NullMarked
package io.sluice.feature.frames;

import org.jspecify.annotations.NullMarked;
