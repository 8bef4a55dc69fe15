/**
 * The way of frames into packs: {@link io.sluice.feature.frames.ingest.FrameStream} takes what one sender sends, {@code Packing}
 * puts the frames of all of them into the open pack, the group commit stores it when it is sealed, and what became of its frames is
 * told to each stream.
 */
@NullMarked
package io.sluice.feature.frames.ingest;

import org.jspecify.annotations.NullMarked;
