package io.sluice.feature.frames.export;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.Lease;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.mcap.FieldWriter;
import io.sluice.feature.frames.read.ReadFrame;
import io.sluice.feature.frames.read.StoredFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Frames as files of a zip archive, stored as they are, named by camera, time and sequence. Its directory, some hundred bytes for
 * each, is held until the end and paid from the spare half of the budget.
 */
public final class ZipEncoding implements FrameEncoding, AutoCloseable {
    private static final long LOCAL = 0x04034b50L;
    private static final long CENTRAL = 0x02014b50L;
    private static final long END_64 = 0x06064b50L;
    private static final long LOCATOR_64 = 0x07064b50L;
    private static final long END = 0x06054b50L;
    private static final int VERSION = 45;
    private static final int UTF_8 = 1 << 11;
    private static final int STORED = 0;
    private static final int EXTRA_64 = 1;
    private static final int EXTRA_LENGTH = Short.BYTES + Short.BYTES + Long.BYTES;
    private static final long ALL_32 = 0xFFFF_FFFFL;
    private static final int ALL_16 = 0xFFFF;
    private static final long END_64_REST = 44;
    private static final int BLOCK = 64 << 10;
    private static final int FIRST_YEAR = 1980;
    private static final int LAST_YEAR = 2107;

    private final List<ByteBuffer> directory = new ArrayList<>();
    private final Lease paid;
    private FieldWriter block = new FieldWriter(BLOCK);
    private long directoryLength;
    private long written;
    private long entries;
    private String lastName = "";
    private int sameName;

    /** A file of the archive. */
    private record Entry(ByteBuffer name, long crc, long size, long dosTime) {}

    public ZipEncoding(ByteBudget budget) {
        paid = budget.empty();
    }

    @Override
    public List<ByteBuffer> add(ReadFrame read) {
        Entry entry = entry(read);
        FieldWriter head = new FieldWriter(BLOCK >> 8).u32(LOCAL);
        common(head, entry).u16(entry.name().remaining()).u16(0).raw(entry.name());
        enter(entry);
        List<ByteBuffer> bytes = new ArrayList<>();
        bytes.add(head.take());
        read.bytes().forEach(chunk -> bytes.add(chunk.duplicate()));
        written += bytes.getFirst().remaining() + entry.size();
        entries++;
        return bytes;
    }

    private Entry entry(ReadFrame read) {
        CRC32 crc = new CRC32();
        read.bytes().forEach(chunk -> crc.update(chunk.duplicate()));
        ByteBuffer name = StandardCharsets.UTF_8.encode(name(read.frame()));
        return new Entry(
                name,
                crc.getValue(),
                read.frame().size(),
                dosTime(LocalDateTime.ofInstant(read.frame().time().instant(), ZoneOffset.UTC)));
    }

    private String name(StoredFrame frame) {
        String name =
                "%s-%s-%d".formatted(frame.camera(), frame.time().toString().replace(":", ""), frame.sequence());
        sameName = name.equals(lastName) ? sameName + 1 : 0;
        lastName = name;
        String type = frame.contentType();
        String end = type.startsWith("image/") ? type.substring("image/".length()) : "bin";
        return name + (sameName == 0 ? "" : "-" + sameName) + "." + (end.equals("jpeg") ? "jpg" : end);
    }

    private static long dosTime(LocalDateTime at) {
        int year = Math.max(FIRST_YEAR, Math.min(LAST_YEAR, at.getYear()));
        long date = (long) (year - FIRST_YEAR) << 9 | at.getMonthValue() << 5 | at.getDayOfMonth();
        return date << 16 | at.getHour() << 11 | at.getMinute() << 5 | at.getSecond() / 2;
    }

    /** What a file's two heads have in common. */
    private static FieldWriter common(FieldWriter out, Entry entry) {
        return out.u16(VERSION)
                .u16(UTF_8)
                .u16(STORED)
                .u32(entry.dosTime())
                .u32(entry.crc())
                .u32(entry.size())
                .u32(entry.size());
    }

    private void enter(Entry entry) {
        boolean far = written >= ALL_32;
        block.u32(CENTRAL).u16(VERSION);
        common(block, entry).u16(entry.name().remaining()).u16(far ? EXTRA_LENGTH : 0);
        block.u16(0).u16(0).u16(0).u32(0);
        block.u32(far ? ALL_32 : written).raw(entry.name());
        if (far) {
            block.u16(EXTRA_64).u16(Long.BYTES).u64(written);
        }
        if (block.size() > BLOCK - BLOCK / 8) {
            closeBlock();
        }
    }

    private void closeBlock() {
        ByteBuffer full = block.take();
        if (!paid.tryGrow(full.remaining())) {
            throw Fault.of(FaultCode.BUDGET_EXHAUSTED, "There is no memory left for the directory of the archive.");
        }
        directory.add(full);
        directoryLength += full.remaining();
    }

    @Override
    public List<ByteBuffer> end() {
        ByteBuffer last = block.take();
        directoryLength += last.remaining();
        List<ByteBuffer> bytes = new ArrayList<>(directory);
        bytes.add(last);
        bytes.add(tail());
        return bytes;
    }

    private ByteBuffer tail() {
        FieldWriter out = new FieldWriter(BLOCK >> 8);
        out.u32(END_64).u64(END_64_REST).u16(VERSION).u16(VERSION).u32(0).u32(0);
        out.u64(entries).u64(entries).u64(directoryLength).u64(written);
        out.u32(LOCATOR_64).u32(0).u64(written + directoryLength).u32(1);
        int count = (int) Math.min(entries, ALL_16);
        out.u32(END).u16(0).u16(0).u16(count).u16(count);
        out.u32(Math.min(directoryLength, ALL_32))
                .u32(Math.min(written, ALL_32))
                .u16(0);
        return out.take();
    }

    /** Gives the memory of the directory back; any number of times. */
    @Override
    public void close() {
        paid.close();
    }
}
