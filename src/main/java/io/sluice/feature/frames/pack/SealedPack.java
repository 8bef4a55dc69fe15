package io.sluice.feature.frames.pack;

import io.sluice.base.bytes.Lease;
import io.sluice.store.Attributes;
import io.sluice.store.Body;

/**
 * A pack that is ready to be stored. Immutable but for its lease.
 *
 * @param body the whole object, its length and checksum; its images are views of the memory that the frames came in
 * @param table of all its frames
 * @param lease pays for the images. Whoever stores the pack closes it once the store has answered, whatever the answer, and then
 *     lets go of the pack, or drops the pack and closes it; closing twice is harmless
 */
public record SealedPack(PackKey key, Body.Held body, FrameTable table, Lease lease) {
    /** What is stored with every pack. */
    public static final Attributes ATTRIBUTES = Attributes.ofType("application/x-mcap");
}
