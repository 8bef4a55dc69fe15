package io.sluice.feature.frames.pack;

import io.sluice.feature.frames.mcap.Damage;
import io.sluice.feature.frames.mcap.McapTail;
import java.nio.ByteBuffer;

/** What the last bytes of a pack say: its frame table, or how many more of them it takes. */
public sealed interface PackTail {
    /** How many bytes of the end to ask for first: enough for some thousand frames. */
    int FIRST_READ = 64 << 10;

    /** The table, complete and held against its checksums. */
    record Known(FrameTable table) implements PackTail {}

    /**
     * Too few bytes.
     *
     * @param bytes how many of the end to ask for next: more than there were, at most what the pack has and
     *     {@link McapTail#MAX_NEEDED}; it may not be the last time
     */
    record More(long bytes) implements PackTail {}

    /**
     * Reads the end of a pack.
     *
     * @param tail the last bytes of the object; their position is left as it was
     * @param size of the object
     * @throws io.sluice.base.fault.Fault {@code store-corrupt} when it is damaged, or not a pack of Sluice
     */
    static PackTail read(ByteBuffer tail, long size) {
        return switch (McapTail.attachment(tail, size, OpenPack.TABLE.name())) {
            case McapTail.More(long bytes) -> new More(Math.min(size, Math.max(bytes, FIRST_READ)));
            case McapTail.Attached(ByteBuffer data, long offset) -> new Known(table(data, offset));
        };
    }

    private static FrameTable table(ByteBuffer data, long offset) {
        FrameTable table = FrameTable.decode(data);
        if (table.end() > offset) {
            throw Damage.of("its frame table is of another pack");
        }
        return table;
    }
}
