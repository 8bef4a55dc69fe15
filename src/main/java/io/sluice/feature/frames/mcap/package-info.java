/**
 * The MCAP format, as far as packs of camera frames need it: {@link io.sluice.feature.frames.mcap.McapWriter} writes a file of
 * images, {@link io.sluice.feature.frames.mcap.McapTail} finds an attachment by the end of one, and
 * {@link io.sluice.feature.frames.mcap.McapScan} reads one whole. Bytes in, bytes out: no file, no store.
 */
@NullMarked
package io.sluice.feature.frames.mcap;

import org.jspecify.annotations.NullMarked;
