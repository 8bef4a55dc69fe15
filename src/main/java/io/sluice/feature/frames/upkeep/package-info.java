/**
 * What is done to stored frames in the background. {@link io.sluice.feature.frames.upkeep.Compaction} joins the small packs of minutes
 * that are over.
 */
@NullMarked
package io.sluice.feature.frames.upkeep;

import org.jspecify.annotations.NullMarked;
