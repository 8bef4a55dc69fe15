package io.sluice.feature.frames.pack;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.feature.frames.mcap.FieldWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a frame table, column by column, each value as the difference to what it is likely near.
 *
 * <p>u8 version; varint number of frames; the names of the cameras and those of the formats, a varint count before each kind and a
 * varint length before each name; u8 unit
 * of log times, u8 unit of publish times (1 ns, 1 µs, 1 ms, 1 s); the columns, each with its length in bytes as a varint before it;
 * u32 CRC-32C of all before. The columns, of the frames in the order of the file:
 *
 * <ol>
 *   <li>camera: varint number of its name
 *   <li>log time: zigzag difference to the frame before, in units
 *   <li>publish time: zigzag difference to the {@link Foregoing}, in units
 *   <li>sequence: {@link Runs} of the difference to one more than the {@link Foregoing}
 *   <li>gap between the end of the image before, or the beginning of the file, and this image: varint
 *   <li>length: zigzag difference to the {@link Foregoing}
 *   <li>CRC-32C: u32
 *   <li>format: {@link Runs} of the numbers of names
 * </ol>
 */
final class TableEncoder {
    static final int VERSION = 1;

    /** The most bytes that one frame takes, when nothing is as it likely is. */
    static final int MOST_PER_FRAME = 3 + 10 + 10 + 6 + 9 + 5 + Integer.BYTES + 4;

    /** The most bytes that come once: version, numbers, units, lengths of columns, checksum. */
    static final int MOST_FIXED = 64;

    private static final int GUESS_PER_FRAME = 4;

    private final FrameColumns frames;
    private final Map<Column, FieldWriter> columns = new EnumMap<>(Column.class);
    private final Runs.Writer sequences;
    private final Runs.Writer formats;
    private final int logUnit;
    private final int publishUnit;

    /** In the order they are written. */
    enum Column {
        CAMERA,
        LOG_TIME,
        PUBLISH_TIME,
        SEQUENCE,
        GAP,
        LENGTH,
        CRC32C,
        FORMAT
    }

    private TableEncoder(FrameColumns frames) {
        this.frames = frames;
        for (Column column : Column.values()) {
            columns.put(column, new FieldWriter(GUESS_PER_FRAME * frames.size() + Long.BYTES));
        }
        sequences = new Runs.Writer(column(Column.SEQUENCE));
        formats = new Runs.Writer(column(Column.FORMAT));
        logUnit = TimeUnits.coarsest(frames.size(), frames::logTime);
        publishUnit = TimeUnits.coarsest(frames.size(), frames::publishTime);
    }

    static ByteBuffer encode(FrameColumns frames) {
        TableEncoder encoder = new TableEncoder(frames);
        encoder.fill();
        return encoder.join();
    }

    private void fill() {
        Foregoing published = new Foregoing(frames.cameras().size());
        Foregoing counted = new Foregoing(frames.cameras().size());
        Foregoing lengths = new Foregoing(frames.cameras().size());
        long logged = 0;
        long end = 0;
        for (int i = 0; i < frames.size(); i++) {
            int camera = frames.camera(i);
            ByteRange.Resolved place = frames.place(i);
            column(Column.CAMERA).varint(camera);
            column(Column.LOG_TIME).zigzag((frames.logTime(i) - logged) / TimeUnits.nanos(logUnit));
            column(Column.PUBLISH_TIME)
                    .zigzag((frames.publishTime(i) - published.before(camera)) / TimeUnits.nanos(publishUnit));
            sequences.add(frames.sequence(i) - counted.before(camera) - 1);
            column(Column.GAP).varint(place.offset() - end);
            column(Column.LENGTH).zigzag(place.length() - lengths.before(camera));
            column(Column.CRC32C).u32(frames.crc32c(i));
            formats.add(frames.format(i));

            logged = frames.logTime(i);
            published.now(camera, frames.publishTime(i));
            counted.now(camera, frames.sequence(i));
            end = place.end();
            lengths.now(camera, place.length());
        }
        sequences.end();
        formats.end();
    }

    private ByteBuffer join() {
        FieldWriter out = new FieldWriter(GUESS_PER_FRAME * Integer.BYTES * frames.size() + MOST_FIXED);
        out.u8(VERSION).varint(frames.size());
        names(out, frames.cameras());
        names(out, frames.formats());
        out.u8(logUnit).u8(publishUnit);
        for (FieldWriter column : columns.values()) {
            ByteBuffer bytes = column.take();
            out.varint(bytes.remaining()).raw(bytes);
        }
        ByteBuffer all = out.take();
        return out.raw(all).u32(Crc32c.of(all).value()).take();
    }

    private static void names(FieldWriter out, Names names) {
        out.varint(names.size());
        for (String name : names.all()) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            out.varint(utf8.length).raw(utf8);
        }
    }

    private FieldWriter column(Column column) {
        return Objects.requireNonNull(columns.get(column));
    }
}
