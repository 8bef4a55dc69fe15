package io.sluice.feature.frames.mcap;

import java.nio.ByteBuffer;

/** What the last bytes of a file say: an attachment of it, or how many more of them it takes. */
public sealed interface McapTail {
    /** The Footer record and the magic behind it. */
    int FOOT = Opcode.PREFIX + 2 * Long.BYTES + Integer.BYTES + Magic.LENGTH;

    /** No file that is written here needs more of its end for its attachment, in bytes. */
    int MAX_NEEDED = 64 << 20;

    /**
     * The attachment.
     *
     * @param data a view of the tail
     * @param offset of its record in the file
     */
    record Attached(ByteBuffer data, long offset) implements McapTail {}

    /**
     * Too few bytes.
     *
     * @param bytes how many of the end are needed at least; more than there were, at most {@link #MAX_NEEDED}
     */
    record More(long bytes) implements McapTail {}

    /**
     * Looks for an attachment. All bytes that lead to it are held against their checksums.
     *
     * @param tail the last bytes of the file; their position is left as it was
     * @param size of the file
     * @throws io.sluice.base.fault.Fault by {@link Damage} when the file is damaged, is no MCAP file, or has no such attachment
     */
    static McapTail attachment(ByteBuffer tail, long size, String name) {
        FileEnd end = new FileEnd(tail.slice(), size);
        if (size < FOOT + Magic.LENGTH || end.bytes().remaining() > size) {
            throw Damage.of("it is too short");
        }
        if (!end.has(size - FOOT)) {
            return new More(FOOT);
        }
        long summary = end.summary();
        if (!end.has(summary)) {
            return end.more(summary);
        }
        FileEnd.Place place = end.find(name, summary);
        return end.has(place.offset()) ? new Attached(end.data(place), place.offset()) : end.more(place.offset());
    }
}
