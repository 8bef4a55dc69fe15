/**
 * Rewriting packs: {@link io.sluice.feature.frames.rewrite.PackRewrite} puts the frames of some packs of one minute into new ones,
 * all of them or those that a {@link io.sluice.feature.frames.rewrite.FrameFilter} keeps, while readers go on.
 */
@NullMarked
package io.sluice.feature.frames.rewrite;

import org.jspecify.annotations.NullMarked;
