package io.sluice.feature.frames.mcap;

/**
 * How many bytes are still to be written for what was added so far. Every record has a length that follows from counts, so the
 * length of a file is known before its end is made. Confined to the writer's thread.
 */
final class Ahead {
    private static final int COUNT_PER_CHANNEL = Short.BYTES + Long.BYTES;
    private static final int MESSAGE_INDEX = Opcode.PREFIX + Short.BYTES + Integer.BYTES;
    private static final int INDEX_ENTRY = 2 * Long.BYTES;
    private static final int CHUNK_INDEX = Opcode.PREFIX + 7 * Long.BYTES + 2 * Integer.BYTES;
    private static final int STATISTICS = Opcode.PREFIX + 3 * Long.BYTES + Short.BYTES + 5 * Integer.BYTES;
    private static final int SUMMARY_OFFSETS = 5 * (Opcode.PREFIX + 1 + 2 * Long.BYTES);
    private static final int ATTACHMENT = Opcode.PREFIX + 3 * Long.BYTES + 3 * Integer.BYTES;
    private static final int ATTACHMENT_INDEX = Opcode.PREFIX + 5 * Long.BYTES + 2 * Integer.BYTES;
    private static final int DATA_END = Opcode.PREFIX + Integer.BYTES;

    private long bytes;

    /** @param attachment the only one */
    Ahead(int schema, AttachmentHead attachment) {
        this.bytes = (long) DATA_END + schema + STATISTICS + SUMMARY_OFFSETS + McapTail.FOOT;
        this.bytes += ATTACHMENT + ATTACHMENT_INDEX + 2L * attachment.length();
    }

    /** A channel came that the file did not have; it is repeated in the summary. */
    void channel(OutChannel channel) {
        bytes += channel.definition().remaining() + COUNT_PER_CHANNEL;
    }

    void chunk() {
        bytes += CHUNK_INDEX;
    }

    /** A channel came that its chunk did not have. */
    void channelInChunk() {
        bytes += MESSAGE_INDEX + COUNT_PER_CHANNEL;
    }

    void message() {
        bytes += INDEX_ENTRY;
    }

    void written(long index) {
        bytes -= index;
    }

    long bytes() {
        return bytes;
    }
}
