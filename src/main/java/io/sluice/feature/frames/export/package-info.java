/** Frames in other forms: parts of a stream, an MCAP file, a zip archive, a video. All are written as they are read. */
@NullMarked
package io.sluice.feature.frames.export;

import org.jspecify.annotations.NullMarked;
