package io.sluice.feature.frames.mcap;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Reads the data of a whole file in memory, from its beginning, believing nothing. One scan, confined to one thread. */
public final class McapScan {
    private final ByteBuffer file;
    private final Listener listener;
    private final Map<Integer, String> cameras = new HashMap<>();

    /** What is found, in the order of the file. */
    public interface Listener {
        /** @param place of the image in the file */
        void image(ImageHead head, ByteRange.Resolved place);

        /** Something is not as it should be; of a damaged chunk no images are told. */
        void damaged(String what);
    }

    private McapScan(ByteBuffer file, Listener listener) {
        this.file = file;
        this.listener = listener;
    }

    /** @param file what remains in it; its position is left as it was */
    public static void scan(ByteBuffer file, Listener listener) {
        McapScan scan = new McapScan(file.slice(), listener);
        try {
            scan.records();
        } catch (Fault damage) {
            listener.damaged(damage.detail());
        }
    }

    private void records() {
        int content = file.remaining() - Magic.LENGTH;
        if (content < Magic.LENGTH || !Magic.at(file, 0) || !Magic.at(file, content)) {
            throw Damage.of("it is no MCAP file, or is cut");
        }
        RecordReader records = new RecordReader(file.slice(Magic.LENGTH, content - Magic.LENGTH), Magic.LENGTH);
        boolean ended = false;
        for (RecordReader.Found record = records.next(); record != null; record = records.next()) {
            data(record);
            ended |= record.is(Opcode.DATA_END);
        }
        if (!ended) {
            throw Damage.of("its data does not end");
        }
    }

    private void data(RecordReader.Found record) {
        try {
            if (record.is(Opcode.CHUNK)) {
                chunk(record);
            } else {
                message(record);
            }
        } catch (Fault damage) {
            listener.damaged(damage.detail());
        }
    }

    private void chunk(RecordReader.Found chunk) {
        FieldReader in = new FieldReader(chunk.content());
        in.view(2L * Long.BYTES);
        long length = in.u64();
        long stated = in.u32();
        String compression = in.text();
        long stored = in.u64();
        long offset = chunk.offset() + in.position();
        ByteBuffer records = in.view(stored);
        CRC32 crc = new CRC32();
        crc.update(records.duplicate());
        if (!compression.isEmpty() || length != stored || (stated != 0 && stated != crc.getValue())) {
            throw Damage.of("its chunk at " + (offset - ChunkFacts.HEAD));
        }
        RecordReader messages = new RecordReader(records, offset);
        for (RecordReader.Found record = messages.next(); record != null; record = messages.next()) {
            message(record);
        }
    }

    private void message(RecordReader.Found record) {
        FieldReader in = new FieldReader(record.content());
        if (record.is(Opcode.CHANNEL)) {
            int id = in.u16();
            in.u16();
            cameras.put(id, McapWriter.camera(in.text()));
        } else if (record.is(Opcode.MESSAGE)) {
            String camera = cameras.get(in.u16());
            if (camera == null) {
                throw Damage.of("a message of no channel");
            }
            image(camera, in, record);
        }
    }

    private void image(String camera, FieldReader in, RecordReader.Found record) {
        long sequence = in.u32();
        long logTime = in.u64();
        long publishTime = in.u64();
        long start = record.offset() + in.position();
        CompressedImage.Parsed message = CompressedImage.parse(in.view(in.remaining()));
        if (camera.isEmpty() || message.format().isEmpty()) {
            throw Damage.of("a message without a camera or a format");
        }
        listener.image(
                new ImageHead(camera, publishTime, logTime, sequence, message.format()),
                new ByteRange.Resolved(
                        start + message.image().offset(), message.image().length()));
    }
}
