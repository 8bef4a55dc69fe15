package io.sluice.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A frame as a camera sends it, part and HTTP chunk in one, ready in memory so often that a socket takes many at once. */
final class FramePart {
    static final String BOUNDARY = "frame";

    private static final int MEMORY = 256 << 10;

    private final int length;
    private final ByteBuffer copies;

    /** @param imageBytes of the image */
    FramePart(int imageBytes) {
        ByteBuffer image = image(imageBytes);
        byte[] head =
                ascii("--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n".formatted(BOUNDARY, imageBytes));
        byte[] begin = ascii(Integer.toHexString(head.length + imageBytes + 2) + "\r\n");
        length = begin.length + head.length + imageBytes + 4;
        copies = ByteBuffer.allocateDirect(Math.max(1, MEMORY / length) * length);
        while (copies.hasRemaining()) {
            copies.put(begin).put(head).put(image.duplicate()).put(ascii("\r\n\r\n"));
        }
    }

    /** An image of random bytes that begins as a JPEG does. */
    static ByteBuffer image(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        bytes[0] = (byte) 0xFF;
        bytes[1] = (byte) 0xD8;
        bytes[2] = (byte) 0xFF;
        return ByteBuffer.wrap(bytes);
    }

    /** What comes after the last frame. */
    static ByteBuffer end() {
        String last = "--" + BOUNDARY + "--\r\n";
        return ByteBuffer.wrap(ascii(Integer.toHexString(last.length()) + "\r\n" + last + "\r\n0\r\n\r\n"));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** In bytes, with all that is around the image. */
    int length() {
        return length;
    }

    /** The bytes of a stream of such frames from {@code position} on, at least one, at most {@code most}. */
    ByteBuffer from(long position, long most) {
        int at = (int) (position % length);
        return copies.slice(at, (int) Math.min(most, copies.capacity() - at));
    }
}
