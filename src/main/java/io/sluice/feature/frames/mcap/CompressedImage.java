package io.sluice.feature.frames.mcap;

import io.sluice.base.bytes.ByteRange;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the schema {@code foxglove.CompressedImage}, in protobuf. The field of the image is written last, so that all
 * but the image is a head before it.
 */
final class CompressedImage {
    static final String SCHEMA = "foxglove.CompressedImage";

    static final int TIMESTAMP = 1;
    static final int DATA = 2;
    static final int FORMAT = 3;
    static final int FRAME_ID = 4;

    static final int SECONDS = 1;
    static final int NANOS = 2;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int GUESS = 96;

    private CompressedImage() {}

    /** All of the message but its image of {@code length} bytes, which follows. */
    static ByteBuffer head(ImageHead head, long length) {
        FieldWriter out = new FieldWriter(GUESS);
        Protobuf.bytes(out, TIMESTAMP, timestamp(head.publishTime()));
        Protobuf.text(out, FRAME_ID, head.camera());
        Protobuf.text(out, FORMAT, head.format());
        Protobuf.tag(out, DATA, Protobuf.BYTES);
        return out.varint(length).take();
    }

    private static ByteBuffer timestamp(long nanos) {
        FieldWriter out = new FieldWriter(GUESS);
        Protobuf.number(out, SECONDS, nanos / NANOS_PER_SECOND);
        Protobuf.number(out, NANOS, nanos % NANOS_PER_SECOND);
        return out.take();
    }

    /**
     * What is found in a message.
     *
     * @param image where the image is, from the beginning of the message
     */
    record Parsed(String format, ByteRange.Resolved image) {}

    /** Reads a message, whatever the order of its fields; fails with {@link Damage}. */
    static Parsed parse(ByteBuffer message) {
        FieldReader in = new FieldReader(message);
        String format = "";
        ByteRange.@Nullable Resolved image = null;
        while (in.remaining() > 0) {
            long tag = in.varint();
            if (tag == Protobuf.tag(DATA, Protobuf.BYTES)) {
                long length = in.varint();
                image = new ByteRange.Resolved(in.position(), length);
                in.view(length);
            } else if (tag == Protobuf.tag(FORMAT, Protobuf.BYTES)) {
                format = in.text(in.varint());
            } else {
                Protobuf.skip(in, tag);
            }
        }
        if (image == null) {
            throw Damage.of("a message without an image");
        }
        return new Parsed(format, image);
    }
}
