package io.sluice.feature.frames;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of a frame are. Of a format that is told by its bytes the declared type counts nothing; other bytes keep the
 * image type they were declared as.
 *
 * @param format by the first bytes
 * @param contentType that of a known format; else the declared image type in lower case, or {@code application/octet-stream}
 */
public record FrameType(ImageFormat format, String contentType) {
    private static final String IMAGE = "image/";
    private static final Pattern SUBTYPE = Pattern.compile("[a-z0-9][a-z0-9.+-]{0,63}");

    /** Bytes that were declared as one of these would have shown it. */
    private static final Set<String> TOLD_BY_BYTES = Set.of("jpeg", "jpg", "pjpeg", "png", "x-png", "webp");

    /** @param declared the {@code Content-Type} of the sender, with or without parameters */
    public static FrameType of(ImageFormat sniffed, @Nullable String declared) {
        if (sniffed != ImageFormat.UNKNOWN || declared == null) {
            return known(sniffed);
        }
        String type = declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.startsWith(IMAGE) ? other(type.substring(IMAGE.length())) : known(ImageFormat.UNKNOWN);
    }

    /** The type behind the {@code format} of a {@code foxglove.CompressedImage}, the inverse of {@link #mcapFormat}. */
    public static FrameType ofMcapFormat(String text) {
        for (ImageFormat format : ImageFormat.values()) {
            if (format.mcapFormat().equals(text)) {
                return known(format);
            }
        }
        return other(text);
    }

    private static FrameType known(ImageFormat format) {
        return new FrameType(format, format.contentType());
    }

    /** Images in XML may hold scripts, which a browser would run in the name of whoever serves them. */
    private static FrameType other(String subtype) {
        boolean kept =
                SUBTYPE.matcher(subtype).matches() && !TOLD_BY_BYTES.contains(subtype) && !subtype.endsWith("xml");
        return kept ? new FrameType(ImageFormat.UNKNOWN, IMAGE + subtype) : known(ImageFormat.UNKNOWN);
    }

    /** The {@code format} of a {@code foxglove.CompressedImage}: {@code jpeg}, {@code avif} …; {@code unknown} of unknown bytes. */
    public String mcapFormat() {
        return contentType.startsWith(IMAGE) ? contentType.substring(IMAGE.length()) : format.mcapFormat();
    }
}
