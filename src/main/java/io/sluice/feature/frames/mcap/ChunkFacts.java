package io.sluice.feature.frames.mcap;

import java.util.Map;

/**
 * What the summary says of a chunk.
 *
 * @param times the log times of its messages
 * @param offset of its record
 * @param records how long its content is, uncompressed as it is
 * @param indexes where the MessageIndex of each channel is, by the channel's id
 * @param indexLength of all of them
 */
record ChunkFacts(Times times, long offset, long records, Map<Integer, Long> indexes, long indexLength) {
    /** The head of the Chunk record: prefix, two times, length, checksum, name of no compression, length of the records. */
    static final int HEAD = Opcode.PREFIX + 3 * Long.BYTES + 2 * Integer.BYTES + Long.BYTES;

    /** Of the Chunk record. */
    long length() {
        return HEAD + records;
    }

    /** The least and the greatest of some times; both 0 when there are none. */
    record Times(long first, long last) {
        static final Times NONE = new Times(0, 0);

        static Times at(long time) {
            return new Times(time, time);
        }

        Times and(Times other) {
            return new Times(Math.min(first, other.first), Math.max(last, other.last));
        }
    }
}
