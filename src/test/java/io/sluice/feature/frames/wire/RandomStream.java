package io.sluice.feature.frames.wire;

import static io.sluice.feature.frames.wire.Received.latin1;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A stream of random frames in a random one of the ways in which cameras write it, and then, perhaps, damaged.
 *
 * @param frames the images that were written before the damage
 * @param ends where each is whole in the stream: behind the delimiter that follows it
 */
public record RandomStream(Boundary boundary, List<byte[]> frames, List<Integer> ends, ByteArrayOutputStream bytes) {
    private static final String[] BOUNDARIES = {
        "b", "ffmpeg", "--camera", "a b", "--video boundary--", "0123456789012345678901234567890123456789", "-", "\"x"
    };

    private static final String[] BAIT = {"\r", "\n", "\r\n", "-", "--", "\r\n--", "\n--", "--b", "\r\n\r\n"};

    public static RandomStream of(Random random) {
        String value = BOUNDARIES[random.nextInt(BOUNDARIES.length)];
        String delimiter = value.startsWith("--") && random.nextBoolean() ? value : "--" + value;
        RandomStream stream = new RandomStream(
                new Boundary(value), new ArrayList<>(), new ArrayList<>(), new ByteArrayOutputStream());
        stream.write(random, delimiter, random.nextBoolean() ? "\r\n" : "\n");
        return stream;
    }

    private void write(Random random, String delimiter, String line) {
        put(random.nextInt(4) == 0 ? "some words" + line + line : "");
        put(delimiter + line);
        int count = 1 + random.nextInt(4);
        for (int i = 1; i <= count; i++) {
            boolean sized = random.nextBoolean();
            byte[] image = image(random, delimiter, !sized);
            put(random.nextBoolean() ? "Content-Type: image/jpeg" + line : "");
            put(sized ? "Content-Length: " + image.length + line : "");
            put(random.nextBoolean() ? "X-Timestamp: 1772366400.5" + line : "");
            put(line);
            bytes.writeBytes(image);
            put(line + delimiter + (i == count && random.nextBoolean() ? "--" : "") + line);
            frames.add(image);
            ends.add(bytes.size());
        }
    }

    private void put(String text) {
        bytes.writeBytes(latin1(text));
    }

    /** An image that a search does not end early, though much in it looks like a delimiter. */
    private static byte[] image(Random random, String delimiter, boolean searched) {
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        image.write('i');
        int pieces = random.nextInt(8);
        for (int i = 0; i < pieces; i++) {
            byte[] noise = new byte[random.nextInt(random.nextInt(10) == 0 ? 5000 : 100)];
            random.nextBytes(noise);
            image.writeBytes(noise);
            image.writeBytes(latin1(BAIT[random.nextInt(BAIT.length)]));
            image.writeBytes(latin1(delimiter.substring(0, random.nextInt(delimiter.length()))));
            image.writeBytes(latin1(searched ? "\n" + delimiter + "!" : "\r\n" + delimiter + "\r\n"));
        }
        byte[] whole = image.toByteArray();
        String text = new String(whole, ISO_8859_1);
        boolean ends = text.contains("\n" + delimiter + "-") || text.contains("\n" + delimiter + "\n");
        return searched && ends ? latin1("plain") : whole;
    }

    /** What of the stream is not damaged from {@code at} on. */
    public List<byte[]> framesBefore(int at) {
        int whole = (int) ends.stream().filter(end -> end <= at).count();
        return frames.subList(0, whole);
    }

    /** Damages the stream at a place, which is told by {@code at}. */
    public record Damaged(String how, int at, ByteBuffer bytes) {}

    public Damaged damaged(Random random) {
        byte[] whole = bytes.toByteArray();
        int at = random.nextInt(whole.length);
        return switch (random.nextInt(5)) {
            case 0 -> new Damaged("cut", at, ByteBuffer.wrap(Arrays.copyOf(whole, at)));
            case 1 -> {
                whole[at] ^= (byte) (1 << random.nextInt(8));
                yield new Damaged("flipped", at, ByteBuffer.wrap(whole));
            }
            case 2 -> {
                String delimiter = "--" + boundary.value();
                String[] pieces = {"\r\n" + delimiter, "\n" + delimiter + "\r\n", delimiter + "--\n", "\r\n\r\n", "\n"};
                yield spliced("inserted", whole, at, 0, latin1(pieces[random.nextInt(pieces.length)]));
            }
            case 3 -> spliced("removed", whole, at, Math.min(1 + random.nextInt(200), whole.length - at), new byte[0]);
            default -> otherLength(random, whole);
        };
    }

    private static Damaged otherLength(Random random, byte[] whole) {
        String text = new String(whole, ISO_8859_1);
        int field = text.lastIndexOf("Content-Length: ", random.nextInt(whole.length));
        int at = field < 0 ? 0 : field + "Content-Length: ".length();
        return spliced("length", whole, at, field < 0 ? 0 : 1, latin1(String.valueOf(random.nextInt(40))));
    }

    private static Damaged spliced(String how, byte[] whole, int at, int removed, byte[] piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(whole, 0, at);
        out.writeBytes(piece);
        out.write(whole, at + removed, whole.length - at - removed);
        return new Damaged(how, at, ByteBuffer.wrap(out.toByteArray()));
    }
}
