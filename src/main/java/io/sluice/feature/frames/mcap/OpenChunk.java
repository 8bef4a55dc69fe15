package io.sluice.feature.frames.mcap;

import io.sluice.feature.frames.mcap.ChunkFacts.Times;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** The chunk that messages are added to. Its head comes first in the file and is made last. Confined to the writer's thread. */
final class OpenChunk {
    private static final int GUESS = 1024;

    private final long offset;
    private final Pieces records = new Pieces();
    private final CRC32 crc = new CRC32();
    private final Map<OutChannel, List<Entry>> index = new LinkedHashMap<>();
    private Times times = Times.NONE;

    /** Where in the records a message is. */
    private record Entry(long logTime, long offset) {}

    /** A chunk that takes no more, with the MessageIndex records behind it. */
    record Closed(ChunkFacts facts, List<Pieces> parts) {}

    /** @param offset of its record in the file */
    OpenChunk(long offset) {
        this.offset = offset;
    }

    /** How long its records are. */
    long length() {
        return records.length();
    }

    /** Where in the file its records end now. */
    long end() {
        return offset + ChunkFacts.HEAD + records.length();
    }

    boolean empty() {
        return index.isEmpty();
    }

    boolean knows(OutChannel channel) {
        return index.containsKey(channel);
    }

    /** The next record, or a piece of one. */
    void add(ByteBuffer piece) {
        crc.update(piece.duplicate());
        records.add(piece);
    }

    /** The message that comes next. */
    void announce(OutChannel channel, long logTime) {
        times = empty() ? Times.at(logTime) : times.and(Times.at(logTime));
        index.computeIfAbsent(channel, first -> new ArrayList<>()).add(new Entry(logTime, records.length()));
    }

    Closed close() {
        FieldWriter head = new FieldWriter(ChunkFacts.HEAD);
        head.u8(Opcode.CHUNK.code()).u64(ChunkFacts.HEAD - Opcode.PREFIX + records.length());
        head.u64(times.first()).u64(times.last());
        head.u64(records.length()).u32(crc.getValue()).text("").u64(records.length());
        FieldWriter indexes = new FieldWriter(GUESS);
        Map<Integer, Long> offsets = new HashMap<>();
        index.forEach((channel, entries) -> {
            offsets.put(channel.id(), end() + indexes.size());
            indexes.record(Opcode.MESSAGE_INDEX, record -> write(record, channel, entries));
        });
        ChunkFacts facts = new ChunkFacts(times, offset, records.length(), offsets, indexes.size());
        return new Closed(facts, List.of(Pieces.of(head.take()), records, Pieces.of(indexes.take())));
    }

    /** Readers expect the entries by time, which is not the order of the messages when packs are rewritten. */
    private static void write(FieldWriter record, OutChannel channel, List<Entry> entries) {
        entries.sort(Comparator.comparingLong(Entry::logTime));
        record.u16(channel.id())
                .prefixed(array ->
                        entries.forEach(entry -> array.u64(entry.logTime()).u64(entry.offset())));
    }
}
