package io.sluice.feature.frames.pack;

import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.testing.Command;
import io.sluice.testing.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the official Python package says of a pack, a line for each thing, its values parted by tabs. */
public final class McapPython {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private McapPython() {}

    /**
     * Which messages are read by the indexes.
     *
     * @param to nanoseconds, as {@code from}; excluded
     */
    public record Range(String topic, long from, long to) {}

    /** @param folder for the pack and the script */
    public static List<String> read(Path folder, List<ByteBuffer> pack, Range range) throws IOException {
        Path script = folder.resolve("read.py");
        try (InputStream source = McapPython.class.getResourceAsStream("/mcap/read.py")) {
            Files.write(script, Objects.requireNonNull(source).readAllBytes());
        }
        Path file = folder.resolve("pack.mcap");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (ByteBuffer piece : pack) {
                for (ByteBuffer bytes = piece.duplicate(); bytes.hasRemaining(); ) {
                    channel.write(bytes);
                }
            }
        }
        return Command.of(
                        Tools.find("python-tests"),
                        script.toString(),
                        file.toString(),
                        range.topic(),
                        Long.toString(range.from()),
                        Long.toString(range.to()))
                .run(folder, Map.of("PYTHONIOENCODING", "utf-8"), PATIENCE)
                .lines()
                .toList();
    }

    /** The lines about one thing. */
    public static List<String> starting(String how, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(how + "\t")).toList();
    }

    /** The line of a frame. */
    public static String line(String how, ImageHead head, ByteBuffer image) {
        return tabbed(
                how,
                "foxglove.CompressedImage",
                "/cameras/" + head.camera(),
                head.camera(),
                head.camera(),
                head.sequence(),
                head.logTime(),
                head.publishTime(),
                head.publishTime(),
                head.format(),
                sha256(image));
    }

    public static String tabbed(Object... values) {
        return String.join("\t", Stream.of(values).map(Object::toString).toList());
    }

    static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.duplicate());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
