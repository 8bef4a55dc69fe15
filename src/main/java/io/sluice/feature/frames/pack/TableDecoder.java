package io.sluice.feature.frames.pack;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.mcap.Damage;
import io.sluice.feature.frames.mcap.FieldReader;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.mcap.McapWriter;
import io.sluice.feature.frames.pack.TableEncoder.Column;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads what {@link TableEncoder} writes. Of a count that is not true it asks for no more memory than there are bytes. */
final class TableDecoder {
    /** In each of the columns that are no runs. */
    private static final int LEAST_PER_FRAME = 5 + Integer.BYTES;

    private static final int LEAST_PER_NAME = 2;

    private final int count;
    private final List<String> cameraNames;
    private final List<String> formatNames;
    private final long logUnit;
    private final long publishUnit;
    private final Map<Column, FieldReader> columns = new EnumMap<>(Column.class);
    private final Runs.Reader sequences;
    private final Runs.Reader formats;

    private final Foregoing published;
    private final Foregoing counted;
    private final Foregoing lengths;
    private long logged;
    private long end;

    private TableDecoder(FieldReader in) {
        count = in.count(LEAST_PER_FRAME);
        cameraNames = names(in);
        formatNames = names(in);
        logUnit = TimeUnits.nanos(in.u8());
        publishUnit = TimeUnits.nanos(in.u8());
        for (Column column : Column.values()) {
            columns.put(column, new FieldReader(in.view(in.varint())));
        }
        if (count == 0 || in.remaining() > 0) {
            throw damaged();
        }
        sequences = new Runs.Reader(column(Column.SEQUENCE));
        formats = new Runs.Reader(column(Column.FORMAT));
        published = new Foregoing(cameraNames.size());
        counted = new Foregoing(cameraNames.size());
        lengths = new Foregoing(cameraNames.size());
    }

    /** Fails with {@link Damage}. */
    static FrameColumns decode(ByteBuffer bytes) {
        int covered = bytes.remaining() - Integer.BYTES;
        if (covered < 1) {
            throw damaged();
        }
        FieldReader in = new FieldReader(bytes);
        int version = in.u8();
        if (version != TableEncoder.VERSION) {
            throw Damage.of("its frame table has the unknown version " + version);
        }
        ByteBuffer content = in.view(covered - 1);
        int stated = (int) in.u32();
        if (Crc32c.of(bytes.slice(bytes.position(), covered)).value() != stated) {
            throw damaged();
        }
        return new TableDecoder(new FieldReader(content)).frames();
    }

    private FrameColumns frames() {
        FrameColumns frames = new FrameColumns(count);
        for (int i = 0; i < count; i++) {
            frames.add(next());
        }
        boolean runsEnded = sequences.ended() && formats.ended();
        for (FieldReader column : columns.values()) {
            runsEnded &= column.remaining() == 0;
        }
        if (!runsEnded) {
            throw damaged();
        }
        return frames;
    }

    private PackedFrame next() {
        int camera = index(column(Column.CAMERA).varint(), cameraNames);
        logged = time(logged, column(Column.LOG_TIME).zigzag(), logUnit);
        long publishTime =
                time(published.before(camera), column(Column.PUBLISH_TIME).zigzag(), publishUnit);
        long sequence = between(0, counted.before(camera) + 1 + sequences.next(), ImageHead.MAX_SEQUENCE);
        long offset = end + between(0, column(Column.GAP).varint(), Long.MAX_VALUE - end);
        long length = between(1, lengths.before(camera) + column(Column.LENGTH).zigzag(), McapWriter.MAX_IMAGE);
        Crc32c crc = new Crc32c((int) column(Column.CRC32C).u32());
        String format = formatNames.get(index(formats.next(), formatNames));

        published.now(camera, publishTime);
        counted.now(camera, sequence);
        lengths.now(camera, length);
        end = between(offset, offset + length, Long.MAX_VALUE);
        ImageHead head = new ImageHead(cameraNames.get(camera), publishTime, logged, sequence, format);
        return new PackedFrame(head, new ByteRange.Resolved(offset, length), crc);
    }

    private static long time(long before, long difference, long unit) {
        try {
            return between(0, Math.addExact(before, Math.multiplyExact(difference, unit)), Long.MAX_VALUE);
        } catch (ArithmeticException overflow) {
            throw damaged();
        }
    }

    private static int index(long code, List<String> names) {
        return (int) between(0, code, names.size() - 1L);
    }

    private static long between(long least, long value, long most) {
        if (value < least || value > most) {
            throw damaged();
        }
        return value;
    }

    private static List<String> names(FieldReader in) {
        int count = in.count(LEAST_PER_NAME);
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(in.text(in.varint()));
        }
        if (count > Names.MOST || names.contains("") || new HashSet<>(names).size() < count) {
            throw damaged();
        }
        return names;
    }

    private FieldReader column(Column column) {
        return Objects.requireNonNull(columns.get(column));
    }

    private static Fault damaged() {
        return Damage.of("its frame table");
    }
}
