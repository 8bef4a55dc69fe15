package io.sluice.feature.frames.mcap;

/**
 * What the message of an image says of it.
 *
 * @param camera the name of its channel, not empty
 * @param publishTime when the producer made it, in nanoseconds since 1970
 * @param logTime when the server got it, in nanoseconds since 1970; the frame table takes less room when both count in whole
 *     microseconds
 * @param sequence by the count of its camera, 32 bits unsigned
 * @param format as {@code foxglove.CompressedImage} names it ({@code jpeg}, {@code png}, {@code webp}), not empty
 */
public record ImageHead(String camera, long publishTime, long logTime, long sequence, String format) {
    /** The greatest {@code sequence}. */
    public static final long MAX_SEQUENCE = 0xFFFF_FFFFL;

    /** @throws IllegalArgumentException when a name is empty, or a number outside its range */
    public ImageHead {
        if (camera.isEmpty() || format.isEmpty()) {
            throw new IllegalArgumentException("an image has a camera and a format");
        }
        if (publishTime < 0 || logTime < 0) {
            throw new IllegalArgumentException("times are not before 1970: " + publishTime + ", " + logTime);
        }
        if (sequence < 0 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("a sequence has 32 bits: " + sequence);
        }
    }
}
