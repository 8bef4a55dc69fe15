/** Erasing frames: {@link io.sluice.feature.frames.erasing.Erasing} takes what is asked to be erased out of the packs. */
@NullMarked
package io.sluice.feature.frames.erasing;

import org.jspecify.annotations.NullMarked;
