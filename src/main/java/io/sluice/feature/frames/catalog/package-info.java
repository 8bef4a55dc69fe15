/**
 * What this process knows of the packs in the bucket. {@link io.sluice.feature.frames.catalog.FrameCatalog} sees to it that what
 * is asked for is in the index, by listing the bucket and reading the ends of packs, and hands out frame tables.
 */
@NullMarked
package io.sluice.feature.frames.catalog;

import org.jspecify.annotations.NullMarked;
