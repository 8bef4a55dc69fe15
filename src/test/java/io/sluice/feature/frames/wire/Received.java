package io.sluice.feature.frames.wire;

import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FixedTime;
import io.sluice.feature.frames.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a parser hands on, and the count of what it releases. */
final class Received implements FrameListener {
    static final int MAX_FRAME = 20_000;
    static final FrameSource SOURCE = new FrameSource(new CameraName("gate"), FixedTime.atNoon(), MAX_FRAME);

    private final List<Frame> frames = new ArrayList<>();
    private long fed;
    private long released;

    @Override
    public void frame(Frame frame) {
        frames.add(frame);
    }

    @Override
    public void released(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("released " + bytes);
        }
        released += bytes;
    }

    List<Frame> frames() {
        return frames;
    }

    List<byte[]> images() {
        return frames.stream().map(Received::bytes).toList();
    }

    List<String> texts() {
        return images().stream()
                .map(image -> new String(image, StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** Fed, and neither released nor in a frame that is not closed. */
    long held() {
        return fed - released - frames.stream().mapToLong(Frame::length).sum();
    }

    /** Closes all frames. @return fed and not released */
    long leaked() {
        frames.forEach(Frame::close);
        return fed - released;
    }

    /** Feeds {@code stream} in chunks as long as {@code sizes} in turn, until it ends. */
    StreamEnd feed(MultipartParser parser, byte[] stream, int... sizes) {
        StreamEnd end = null;
        for (int at = 0, turn = 0; at < stream.length && end == null; turn++) {
            int size = Math.min(sizes[turn % sizes.length], stream.length - at);
            end = feed(parser, ByteBuffer.wrap(stream, at, size));
            at += size;
        }
        return end == null ? parser.end() : end;
    }

    @Nullable
    StreamEnd feed(MultipartParser parser, ByteBuffer chunk) {
        fed += chunk.remaining();
        return parser.feed(chunk);
    }

    void fed(long bytes) {
        fed += bytes;
    }

    static byte[] bytes(Frame frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer chunk : frame.image().chunks()) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.duplicate().get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
