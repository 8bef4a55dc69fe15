package io.sluice.feature.frames.mcap;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The last bytes of a file, which may say anything. Fails with {@link Damage}.
 *
 * @param size of the file
 */
record FileEnd(ByteBuffer bytes, long size) {
    /** Where an attachment's record is. */
    record Place(long offset, long length) {}

    /** Whether the bytes begin at {@code offset} of the file, or before it. */
    boolean has(long offset) {
        return size - offset <= bytes.remaining();
    }

    McapTail.More more(long offset) {
        if (size - offset > McapTail.MAX_NEEDED) {
            throw Damage.of("its end is too long");
        }
        return new McapTail.More(size - offset);
    }

    /** Where the summary begins, by the Footer. */
    long summary() {
        ByteBuffer foot = slice(size - McapTail.FOOT, McapTail.FOOT);
        if (!Magic.at(foot, McapTail.FOOT - Magic.LENGTH)) {
            throw Damage.of("it is no MCAP file, or is cut");
        }
        FieldReader in = new FieldReader(foot);
        if (in.u8() != Opcode.FOOTER.code() || in.u64() != McapTail.FOOT - Opcode.PREFIX - Magic.LENGTH) {
            throw Damage.of("its footer");
        }
        long start = in.u64();
        if (start < Magic.LENGTH || start > size - McapTail.FOOT) {
            throw Damage.of("it has no summary");
        }
        return start;
    }

    /** Looks for an attachment in the summary, which begins at {@code summary}; the last one of its name counts. */
    Place find(String name, long summary) {
        requireChecksum(summary);
        RecordReader records = new RecordReader(slice(summary, size - McapTail.FOOT - summary), summary);
        @Nullable Place found = null;
        for (RecordReader.Found record = records.next(); record != null; record = records.next()) {
            if (record.is(Opcode.ATTACHMENT_INDEX)) {
                FieldReader in = new FieldReader(record.content());
                Place place = new Place(in.u64(), in.u64());
                in.view(3L * Long.BYTES);
                found = in.text().equals(name) ? place : found;
            }
        }
        if (found == null || found.offset > summary - Opcode.PREFIX || found.length > summary - found.offset) {
            throw Damage.of("it has no attachment " + name);
        }
        return found;
    }

    private void requireChecksum(long summary) {
        long covered = size - Magic.LENGTH - Integer.BYTES;
        long stated = new FieldReader(slice(covered, Integer.BYTES)).u32();
        CRC32 crc = new CRC32();
        crc.update(slice(summary, covered - summary));
        if (stated != 0 && stated != crc.getValue()) {
            throw Damage.of("its summary");
        }
    }

    /** The bytes of an attachment, whose record the tail has. */
    ByteBuffer data(Place place) {
        RecordReader.Found record = new RecordReader(slice(place.offset, place.length), place.offset).next();
        if (record == null || !record.is(Opcode.ATTACHMENT)) {
            throw Damage.of("its attachment");
        }
        FieldReader in = new FieldReader(record.content());
        in.view(2L * Long.BYTES);
        in.text();
        in.text();
        ByteBuffer data = in.view(in.u64());
        CRC32 crc = new CRC32();
        crc.update(record.content().slice(0, in.position()));
        long stated = in.u32();
        if (stated != 0 && stated != crc.getValue()) {
            throw Damage.of("its attachment");
        }
        return data;
    }

    /** Bytes of the file, which the tail has. */
    private ByteBuffer slice(long offset, long length) {
        return bytes.slice((int) (offset - (size - bytes.remaining())), (int) length);
    }
}
