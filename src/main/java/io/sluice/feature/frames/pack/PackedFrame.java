package io.sluice.feature.frames.pack;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.feature.frames.mcap.ImageHead;

/**
 * A frame and where it is.
 *
 * @param place of its image in the pack
 * @param crc32c of its image
 */
public record PackedFrame(ImageHead head, ByteRange.Resolved place, Crc32c crc32c) {}
