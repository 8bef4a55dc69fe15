package io.sluice.feature.frames.pack;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.store.ETag;

/**
 * A frame and where it is.
 *
 * @param place of its image in the pack
 * @param crc32c of its image
 */
public record PackedFrame(ImageHead head, ByteRange.Resolved place, Crc32c crc32c) {
    /**
     * The tag of this frame among all that its camera has at this time: its checksum, its length, and when it came. The same
     * in whatever pack it lies.
     */
    public ETag etag() {
        return new ETag(Integer.toHexString(crc32c.value())
                + "-" + Long.toHexString(place.length())
                + "-" + Long.toHexString(head.logTime()));
    }
}
