package io.sluice.feature.frames;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The formats that are told by their first bytes. The codes are kept in packs and never change meaning. */
public enum ImageFormat {
    UNKNOWN(0, "application/octet-stream", "unknown"),
    JPEG(1, "image/jpeg", "jpeg"),
    PNG(2, "image/png", "png"),
    WEBP(3, "image/webp", "webp");

    /** No format needs more of a file. */
    private static final int SNIFFED = 12;

    private static final int JPEG_START = 0xFFD8FF;
    private static final long PNG_START = 0x89504E47_0D0A1A0AL;
    private static final int RIFF = 0x52494646;
    private static final int WEBP_TAG = 0x57454250;

    private final int code;
    private final String contentType;
    private final String mcapFormat;

    ImageFormat(int code, String contentType, String mcapFormat) {
        this.code = code;
        this.contentType = contentType;
        this.mcapFormat = mcapFormat;
    }

    /** The stable number of this format, below 256. */
    public int code() {
        return code;
    }

    /** The media type of RFC 9110. */
    public String contentType() {
        return contentType;
    }

    /** The {@code format} of a {@code foxglove.CompressedImage}, never empty. */
    public String mcapFormat() {
        return mcapFormat;
    }

    /** The format of a code; {@link #UNKNOWN} of a code that later versions may have added. */
    public static ImageFormat ofCode(int code) {
        return Arrays.stream(values())
                .filter(format -> format.code == code)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** The format of an image by its first bytes, over as many of its {@code chunks} as it takes; their positions stay. */
    public static ImageFormat sniff(List<ByteBuffer> chunks) {
        ByteBuffer start = ByteBuffer.allocate(SNIFFED);
        for (ByteBuffer chunk : chunks) {
            int taken = Math.min(start.remaining(), chunk.remaining());
            start.put(start.position(), chunk, chunk.position(), taken);
            start.position(start.position() + taken);
            if (!start.hasRemaining()) {
                break;
            }
        }
        return of(start.flip());
    }

    private static ImageFormat of(ByteBuffer start) {
        int bytes = start.remaining();
        if (bytes >= 4 && start.getInt(0) >>> 8 == JPEG_START) {
            return JPEG;
        }
        if (bytes >= 8 && start.getLong(0) == PNG_START) {
            return PNG;
        }
        return bytes == SNIFFED && start.getInt(0) == RIFF && start.getInt(8) == WEBP_TAG ? WEBP : UNKNOWN;
    }
}
