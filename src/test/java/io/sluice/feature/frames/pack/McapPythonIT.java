package io.sluice.feature.frames.pack;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Python package reads our packs: as a stream with all checksums, and by the indexes of the summary. */
class McapPythonIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void aTypicalPackIsReadAsItWasSent() throws IOException {
        isReadAsSent(Packs.typical(1, 1, 1000));
    }

    @Test
    void lateDoubledAndDisorderedFramesAreReadAsTheyWereSent() throws IOException {
        for (long seed = 0; seed < 5; seed++) {
            isReadAsSent(Packs.anything(seed, 300).stream()
                    .filter(frame -> frame.head().publishTime() < Long.MAX_VALUE)
                    .toList());
        }
    }

    @Test
    void imagesOf16MiBAreReadAsTheyWereSent() throws IOException {
        List<Packs.Sent> frames = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 3; i++) {
            ImageHead head = new ImageHead("großes Tor", 1_000_000_007L * i, 2_000_000_000L + i, i, "webp");
            frames.add(new Packs.Sent(head, Packs.image(random, 16 << 20)));
        }
        isReadAsSent(frames);
    }

    private void isReadAsSent(List<Packs.Sent> sent) throws IOException {
        SealedPack pack = Packs.sealed(sent);
        ImageHead first = sent.getFirst().head();
        long end = first.logTime() + 1_000_000_000L;
        List<String> found = read(pack, "/cameras/" + first.camera(), first.logTime(), end);

        assertThat(starting("stream", found)).isEqualTo(lines("stream", sent, frame -> true));
        assertThat(starting("indexed", found))
                .containsExactlyInAnyOrderElementsOf(lines("indexed", sent, frame -> true));
        assertThat(starting("range", found))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(lines(
                        "range",
                        sent,
                        frame -> frame.camera().equals(first.camera())
                                && frame.logTime() >= first.logTime()
                                && frame.logTime() < end));
        assertThat(starting("entry", found))
                .containsExactlyInAnyOrderElementsOf(sent.stream()
                        .map(Packs.Sent::head)
                        .map(head -> tabbed("entry", "/cameras/" + head.camera(), head.sequence(), head.logTime()))
                        .toList());
        assertThat(starting("header", found)).containsExactly("header\t\tsluice");
        assertThat(starting("ordered", found)).containsExactly("ordered\tTrue\t" + sent.size());
        assertSummary(found, pack, sent);
    }

    private static void assertSummary(List<String> found, SealedPack pack, List<Packs.Sent> sent) {
        List<ImageHead> heads = sent.stream().map(Packs.Sent::head).toList();
        long first = heads.stream().mapToLong(ImageHead::logTime).min().orElseThrow();
        long last = heads.stream().mapToLong(ImageHead::logTime).max().orElseThrow();
        long cameras = heads.stream().map(ImageHead::camera).distinct().count();
        int chunks = starting("chunk", found).size();
        assertThat(chunks).isPositive();
        assertThat(starting("statistics", found))
                .containsExactly(tabbed("statistics", sent.size(), 1, cameras, 1, chunks, first, last));
        assertThat(starting("count", found))
                .containsExactlyElementsOf(pack.table().cameras().stream()
                        .map(camera -> tabbed(
                                "count",
                                "/cameras/" + camera,
                                pack.table().of(camera).size()))
                        .toList());
        assertThat(starting("attachment", found))
                .containsExactly(tabbed(
                        "attachment",
                        "sluice.frames",
                        "application/vnd.sluice.frames",
                        last,
                        sha256(pack.table().encode())));
    }

    private List<String> read(SealedPack pack, String topic, long from, long to) throws IOException {
        Path script = folder.resolve("read.py");
        try (InputStream source = McapPythonIT.class.getResourceAsStream("/mcap/read.py")) {
            Files.write(script, Objects.requireNonNull(source).readAllBytes());
        }
        Path file = folder.resolve("pack.mcap");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (ByteBuffer bytes = Packs.bytes(pack); bytes.hasRemaining(); ) {
                channel.write(bytes);
            }
        }
        return Command.of(
                        Tools.find("python-mcap"),
                        script.toString(),
                        file.toString(),
                        topic,
                        Long.toString(from),
                        Long.toString(to))
                .run(folder, Map.of("PYTHONIOENCODING", "utf-8"), PATIENCE)
                .lines()
                .toList();
    }

    private static List<String> starting(String how, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(how + "\t")).toList();
    }

    private static List<String> lines(String how, List<Packs.Sent> sent, Predicate<ImageHead> which) {
        return sent.stream()
                .filter(frame -> which.test(frame.head()))
                .map(frame -> line(how, frame.head(), frame.image()))
                .toList();
    }

    private static String line(String how, ImageHead head, ByteBuffer image) {
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

    private static String tabbed(Object... values) {
        return String.join("\t", Stream.of(values).map(Object::toString).toList());
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.duplicate());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
