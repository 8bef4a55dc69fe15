/**
 * Which packs hold frames of a camera between two times. {@link io.sluice.feature.frames.index.PackFacts} is what is kept of a
 * pack, {@link io.sluice.feature.frames.index.PackIndex} keeps it. All of it can be rebuilt from the bucket.
 */
@NullMarked
package io.sluice.feature.frames.index;

import org.jspecify.annotations.NullMarked;
