package io.sluice.feature.frames.mcap;

import io.sluice.feature.frames.mcap.ChunkFacts.Times;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The end of a file, from its summary to the last magic: what readers ask first.
 *
 * @param start where it begins
 * @param schema the Schema record
 */
record Summary(
        long start, ByteBuffer schema, Collection<OutChannel> channels, List<ChunkFacts> chunks, Attached attachment) {
    private static final int GUESS = 4096;

    /**
     * The attachment as its index has it.
     *
     * @param offset of its record
     * @param length of its record
     * @param time both when it was logged and when it was made
     * @param dataLength of its bytes alone
     */
    record Attached(AttachmentHead head, long offset, long length, long time, long dataLength) {}

    private record Group(Opcode opcode, long start, long length) {}

    ByteBuffer encode() {
        FieldWriter out = new FieldWriter(GUESS);
        List<Group> groups = new ArrayList<>();
        group(out, groups, Opcode.SCHEMA, () -> out.raw(schema));
        group(out, groups, Opcode.CHANNEL, () -> channels.forEach(channel -> out.raw(channel.definition())));
        group(out, groups, Opcode.STATISTICS, () -> out.record(Opcode.STATISTICS, this::statistics));
        group(out, groups, Opcode.CHUNK_INDEX, () -> chunks.forEach(chunk -> chunkIndex(out, chunk)));
        group(out, groups, Opcode.ATTACHMENT_INDEX, () -> out.record(Opcode.ATTACHMENT_INDEX, this::attachmentIndex));
        long offsetsStart = start + out.size();
        groups.forEach(group -> out.record(
                Opcode.SUMMARY_OFFSET,
                record -> record.u8(group.opcode.code()).u64(group.start).u64(group.length)));
        out.record(Opcode.FOOTER, footer -> footer.u64(start).u64(offsetsStart).u32(0));
        return sealed(out);
    }

    /** The checksum of the summary covers the footer up to where it stands itself. */
    private static ByteBuffer sealed(FieldWriter out) {
        ByteBuffer all = out.take();
        int covered = all.remaining() - Integer.BYTES;
        out.raw(all.slice(0, covered));
        return out.u32(out.crc32(0)).raw(Magic.bytes()).take();
    }

    private void group(FieldWriter out, List<Group> groups, Opcode opcode, Runnable records) {
        int before = out.size();
        records.run();
        groups.add(new Group(opcode, start + before, out.size() - before));
    }

    private void statistics(FieldWriter record) {
        Times times = chunks.stream().map(ChunkFacts::times).reduce(Times::and).orElse(Times.NONE);
        record.u64(channels.stream().mapToLong(OutChannel::messages).sum());
        record.u16(1).u32(channels.size()).u32(1).u32(0).u32(chunks.size());
        record.u64(times.first()).u64(times.last());
        record.prefixed(
                array -> channels.forEach(channel -> array.u16(channel.id()).u64(channel.messages())));
    }

    private static void chunkIndex(FieldWriter out, ChunkFacts chunk) {
        out.record(Opcode.CHUNK_INDEX, record -> {
            record.u64(chunk.times().first()).u64(chunk.times().last());
            record.u64(chunk.offset()).u64(chunk.length());
            record.prefixed(array ->
                    chunk.indexes().forEach((channel, at) -> array.u16(channel).u64(at)));
            record.u64(chunk.indexLength()).text("");
            record.u64(chunk.records()).u64(chunk.records());
        });
    }

    private void attachmentIndex(FieldWriter record) {
        record.u64(attachment.offset).u64(attachment.length);
        record.u64(attachment.time).u64(attachment.time).u64(attachment.dataLength);
        record.text(attachment.head.name()).text(attachment.head.mediaType());
    }
}
