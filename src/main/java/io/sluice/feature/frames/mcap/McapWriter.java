package io.sluice.feature.frames.mcap;

import io.sluice.feature.frames.mcap.ChunkFacts.Times;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An MCAP file of images that is being put together: one channel for each camera, messages of
 * {@code foxglove.CompressedImage}, chunks without compression, one attachment, a summary. Each image is one range of the file,
 * known as soon as it is added, and none is copied.
 *
 * <p>The images are views of the caller's memory. It must not change until the file was sent or is given up.
 *
 * <p>The checksum of the data section is 0, "none": it would take one more pass over all images. Those are covered by the
 * checksums of their chunks, the attachment and the summary by their own, and the file by the CRC-32C that the store gets.
 *
 * <p>Confined to one thread at a time. After {@link #finish} it takes nothing more.
 */
public final class McapWriter {
    /** The longest image, in bytes. */
    public static final int MAX_IMAGE = 1 << 30;

    /** The most cameras in one file. */
    public static final int MAX_CHANNELS = 1 << Short.SIZE;

    private static final int SCHEMA_ID = 1;
    private static final String PROTOBUF = "protobuf";
    private static final String TOPICS = "/cameras/";
    private static final String CAMERA = "camera";

    /** Of a Message record: channel, sequence and two times. */
    private static final int MESSAGE_HEAD = Short.BYTES + Integer.BYTES + 2 * Long.BYTES;

    private static final int GUESS = 256;
    private static final ByteBuffer SCHEMA = schema();

    private final long chunkBytes;
    private final AttachmentHead attachment;
    private final Ahead ahead;
    private final List<Pieces> parts = new ArrayList<>();
    private final Map<String, OutChannel> channels = new LinkedHashMap<>();
    private final List<ChunkFacts> chunks = new ArrayList<>();
    private long written;
    private OpenChunk chunk;
    private boolean finished;

    /**
     * @param chunkBytes the length from which on a chunk takes no further message
     * @param attachment the one that {@link #finish} gets the bytes of
     */
    public McapWriter(long chunkBytes, AttachmentHead attachment) {
        this.chunkBytes = chunkBytes;
        this.attachment = attachment;
        this.ahead = new Ahead(SCHEMA.remaining(), attachment);
        FieldWriter start = new FieldWriter(GUESS).raw(Magic.bytes());
        start.record(Opcode.HEADER, header -> header.text("").text("sluice"));
        append(Pieces.of(start.take()));
        this.chunk = new OpenChunk(written);
    }

    /**
     * Adds an image.
     *
     * @param image what remains in these; their positions are left as they were
     * @return the offset of its first byte in the file
     * @throws IllegalArgumentException when the image has no byte, or more than {@link #MAX_IMAGE}; nothing was added
     * @throws IllegalStateException when the file is finished, or it is the first of one camera too many; nothing was added
     */
    public long add(ImageHead head, List<ByteBuffer> image) {
        long length = image.stream().mapToLong(ByteBuffer::remaining).sum();
        requireRoom(head.camera(), length);
        OutChannel channel = channels.computeIfAbsent(head.camera(), this::newChannel);
        introduce(channel);
        chunk.announce(channel, head.logTime());
        channel.count();
        ahead.message();
        chunk.add(messageHead(channel.id(), head, length));
        long offset = chunk.end();
        image.forEach(chunk::add);
        if (chunk.length() >= chunkBytes) {
            closeChunk();
        }
        return offset;
    }

    /** How long the file is, in bytes, if it gets nothing more and {@code data} bytes are attached. */
    public long length(long data) {
        long records = chunk.empty() ? 0 : ChunkFacts.HEAD + chunk.length();
        return written + records + ahead.bytes() + data;
    }

    /** The whole file, with {@code data} attached. */
    public McapFile finish(ByteBuffer data) {
        requireOpen();
        if (!chunk.empty()) {
            closeChunk();
        }
        finished = true;
        Times times = chunks.stream().map(ChunkFacts::times).reduce(Times::and).orElse(Times.NONE);
        long offset = written;
        ByteBuffer record = attachmentRecord(data, times.last());
        append(Pieces.of(record));
        append(Pieces.of(new FieldWriter(GUESS)
                .record(Opcode.DATA_END, end -> end.u32(0))
                .take()));
        Summary.Attached attached =
                new Summary.Attached(attachment, offset, record.remaining(), times.last(), data.remaining());
        append(Pieces.of(new Summary(written, SCHEMA, channels.values(), chunks, attached).encode()));
        return Pieces.join(parts);
    }

    /**
     * Takes out what is complete: all but the messages of the chunk that is open. {@link #finish} gives only what comes after it,
     * with the length and the checksum of that.
     */
    public List<ByteBuffer> drain() {
        List<ByteBuffer> complete = Pieces.join(parts).chunks();
        parts.clear();
        return complete;
    }

    private void requireRoom(String camera, long length) {
        requireOpen();
        if (length <= 0 || length > MAX_IMAGE) {
            throw new IllegalArgumentException("an image has 1 to " + MAX_IMAGE + " bytes, this has " + length);
        }
        if (channels.size() == MAX_CHANNELS && !channels.containsKey(camera)) {
            throw new IllegalStateException("a file has at most " + MAX_CHANNELS + " cameras");
        }
    }

    private void requireOpen() {
        if (finished) {
            throw new IllegalStateException("the file is finished");
        }
    }

    private OutChannel newChannel(String camera) {
        int id = channels.size();
        ByteBuffer definition = new FieldWriter(GUESS)
                .record(
                        Opcode.CHANNEL,
                        record -> record.u16(id)
                                .u16(SCHEMA_ID)
                                .text(TOPICS + camera)
                                .text(PROTOBUF)
                                .map(Map.of(CAMERA, camera)))
                .take();
        OutChannel channel = new OutChannel(id, definition);
        ahead.channel(channel);
        return channel;
    }

    /** Every chunk has the schema and its channels in it, so that it can be read without the rest. */
    private void introduce(OutChannel channel) {
        if (chunk.empty()) {
            ahead.chunk();
            chunk.add(SCHEMA);
        }
        if (!chunk.knows(channel)) {
            ahead.channelInChunk();
            chunk.add(channel.definition());
        }
    }

    private static ByteBuffer messageHead(int channel, ImageHead head, long imageLength) {
        ByteBuffer message = CompressedImage.head(head, imageLength);
        return new FieldWriter(Opcode.PREFIX + MESSAGE_HEAD + message.remaining())
                .u8(Opcode.MESSAGE.code())
                .u64(MESSAGE_HEAD + message.remaining() + imageLength)
                .u16(channel)
                .u32(head.sequence())
                .u64(head.logTime())
                .u64(head.publishTime())
                .raw(message)
                .take();
    }

    private void closeChunk() {
        OpenChunk.Closed closed = chunk.close();
        chunks.add(closed.facts());
        closed.parts().forEach(this::append);
        ahead.written(closed.facts().indexLength());
        chunk = new OpenChunk(written);
    }

    private ByteBuffer attachmentRecord(ByteBuffer data, long time) {
        FieldWriter out = new FieldWriter(GUESS + data.remaining());
        out.record(
                Opcode.ATTACHMENT,
                record -> record.u64(time)
                        .u64(time)
                        .text(attachment.name())
                        .text(attachment.mediaType())
                        .u64(data.remaining())
                        .raw(data)
                        .u32(record.crc32(Opcode.PREFIX)));
        return out.take();
    }

    private void append(Pieces part) {
        parts.add(part);
        written += part.length();
    }

    private static ByteBuffer schema() {
        ByteBuffer descriptors = Descriptors.compressedImage();
        return new FieldWriter(GUESS)
                .record(
                        Opcode.SCHEMA,
                        record -> record.u16(SCHEMA_ID)
                                .text(CompressedImage.SCHEMA)
                                .text(PROTOBUF)
                                .u32(descriptors.remaining())
                                .raw(descriptors))
                .take();
    }

    /** The camera of a channel, by its topic. */
    static String camera(String topic) {
        return topic.startsWith(TOPICS) ? topic.substring(TOPICS.length()) : topic;
    }
}
