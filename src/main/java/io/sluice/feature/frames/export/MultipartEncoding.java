package io.sluice.feature.frames.export;

import io.sluice.feature.frames.read.ReadFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames as parts of {@code multipart/x-mixed-replace}, which a browser shows one in the place of the other. Each part ends with the
 * delimiter of the next, so that it is shown at once, not when that one comes.
 */
public final class MultipartEncoding implements FrameEncoding {
    public static final String BOUNDARY = "sluice-frame";
    public static final String MEDIA_TYPE = "multipart/x-mixed-replace; boundary=" + BOUNDARY;

    private static final String LINE = "\r\n";
    private static final String DELIMITER = "--" + BOUNDARY;

    @Override
    public List<ByteBuffer> begin() {
        return List.of(ascii(DELIMITER));
    }

    @Override
    public List<ByteBuffer> add(ReadFrame read) {
        StringBuilder head = new StringBuilder(LINE);
        head.append("Content-Type: ").append(read.frame().contentType()).append(LINE);
        head.append("Content-Length: ").append(read.frame().size()).append(LINE);
        head.append("X-Frame-Time: ").append(read.frame().time()).append(LINE);
        head.append("X-Frame-Sequence: ").append(read.frame().sequence()).append(LINE);
        if (read.skipped() > 0) {
            head.append("X-Frames-Skipped: ").append(read.skipped()).append(LINE);
        }
        List<ByteBuffer> part = new ArrayList<>();
        part.add(ascii(head.append(LINE).toString()));
        read.bytes().forEach(chunk -> part.add(chunk.duplicate()));
        part.add(ascii(LINE + DELIMITER));
        return part;
    }

    @Override
    public List<ByteBuffer> end() {
        return List.of(ascii("--" + LINE));
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
