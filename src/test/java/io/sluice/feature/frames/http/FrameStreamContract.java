package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.testing.Command;
import io.sluice.testing.Tools;
import io.sluice.testing.http.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams and exports over HTTP, as curl, Python, ffprobe and Java see them. */
abstract class FrameStreamContract extends FrameReadFixture {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder = Path.of("");

    private String uri(String path) {
        return sluice().uri("/api/v1/cameras/" + camera + path).toString();
    }

    private Process curl(Path to, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Tools.find("curl").toString(), "-sS", "--no-buffer"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(to.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int parts(Path body) throws IOException {
        String text = new String(Files.readAllBytes(body), StandardCharsets.ISO_8859_1);
        return text.split("X-Frame-Time: ", -1).length - 1;
    }

    @Test
    void curlShowsAReplay() throws IOException {
        put(5);
        Path body = folder.resolve("replay");
        long begun = System.nanoTime();

        String head = Command.of(
                        Tools.find("curl"),
                        "-sS",
                        "-D",
                        "-",
                        "-o",
                        body.toString(),
                        uri("/stream?" + range(10) + "&speed=4"))
                .run(folder, Map.of(), PATIENCE);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(900), PATIENCE);
        assertThat(head).contains("multipart/x-mixed-replace; boundary=sluice-frame");
        assertThat(parts(body)).isEqualTo(5);
        String text = new String(Files.readAllBytes(body), StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 5; i++) {
            byte[] image = FramePacks.frame(camera, start + i * SECOND, i).bytes();
            assertThat(text)
                    .contains("Content-Length: " + image.length + "\r\n")
                    .contains(new String(image, StandardCharsets.ISO_8859_1) + "\r\n--sluice-frame");
        }
        assertThat(text).startsWith("--sluice-frame\r\n").endsWith("--sluice-frame--\r\n");
    }

    @Test
    void curlShowsWhatComesLive() throws IOException {
        Path body = folder.resolve("live");
        long just = FramePacks.nanos(Instant.now()) - 10 * SECOND;
        put(FramePacks.pack(Instant.now(), List.of(FramePacks.frame(camera, just, 1))));
        Process curl = curl(body, uri("/stream"));
        try {
            await().atMost(PATIENCE).until(() -> parts(body) == 1);
            put(FramePacks.pack(
                    Instant.now(),
                    List.of(
                            FramePacks.frame(camera, just + SECOND, 2),
                            FramePacks.frame(camera, just - SECOND, 9),
                            FramePacks.frame(camera, just + 2 * SECOND, 3))));
            await().atMost(PATIENCE).until(() -> parts(body) == 3);
        } finally {
            curl.destroyForcibly();
        }
        String text = new String(Files.readAllBytes(body), StandardCharsets.ISO_8859_1);
        assertThat(text).contains("X-Frame-Sequence: 3").doesNotContain("X-Frame-Sequence: 9");
        assertThat(text).endsWith("--sluice-frame");
    }

    @Test
    void anExportAsMcapIsReadByTheOfficialPackage() throws IOException {
        List<Sent> sent = new ArrayList<>();
        for (int pack = 0; pack < 3; pack++) {
            List<Sent> some = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                some.add(FramePacks.frame(camera, start + (400 * pack + i) * SECOND / 20, 400 * pack + i));
                some.add(FramePacks.frame("other", start + i, i));
            }
            put(some.toArray(Sent[]::new));
            some.stream().filter(frame -> frame.camera().equals(camera)).forEach(sent::add);
        }
        Path file = folder.resolve("export.mcap");
        Files.write(file, get("/export?" + range(100)).has(200).body());

        List<String> found = python(file);

        assertThat(lines("stream", found))
                .hasSize(1200)
                .extracting(line -> line[8])
                .containsExactlyElementsOf(
                        sent.stream().map(frame -> Long.toString(frame.time())).toList());
        assertThat(lines("indexed", found)).hasSize(1200);
        assertThat(lines("stream", found)).allMatch(line -> line[2].equals("/cameras/" + camera));
        assertThat(lines("statistics", found).getFirst()[1]).isEqualTo("1200");
        assertThat(lines("chunk", found).size()).isGreaterThan(0);
        assertThat(lines("attachment", found).getFirst()[1]).isEqualTo("sluice.export");
    }

    private static List<String[]> lines(String kind, List<String> found) {
        return found.stream()
                .filter(line -> line.startsWith(kind + "\t"))
                .map(line -> line.split("\t", -1))
                .toList();
    }

    private List<String> python(Path file) throws IOException {
        Path script = folder.resolve("read.py");
        try (InputStream source = FrameStreamContract.class.getResourceAsStream("/mcap/read.py")) {
            Files.write(script, Objects.requireNonNull(source).readAllBytes());
        }
        return Command.of(
                        Tools.find("python-tests"),
                        script.toString(),
                        file.toString(),
                        "/cameras/" + camera,
                        Long.toString(start),
                        Long.toString(start + SECOND))
                .run(folder, Map.of("PYTHONIOENCODING", "utf-8"), PATIENCE)
                .lines()
                .toList();
    }

    @Test
    void anExportAsZipHasTheFramesAsFiles() throws IOException {
        put(20);
        put(FramePacks.frame(camera, start, start + 99, 0));
        Path file = folder.resolve("export.zip");
        Reply reply = get("/export?format=zip&" + range(60)).has(200);
        Files.write(file, reply.body());

        assertThat(reply.header("Content-Disposition").orElseThrow()).contains(camera + "-");
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(reply.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                zip.readAllBytes();
            }
        }
        assertThat(names).hasSize(21).doesNotHaveDuplicates().allMatch(name -> name.endsWith(".jpg"));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(Stream.of(zip.stream().toArray(ZipEntry[]::new)).map(ZipEntry::getName))
                    .isEqualTo(names);
            byte[] last = zip.getInputStream(zip.getEntry(names.getLast())).readAllBytes();
            assertThat(last)
                    .isEqualTo(FramePacks.frame(camera, start + 19 * SECOND, 19).bytes());
        }
        Command.of(Tools.find("unzip"), "-tq", file.toString()).run(folder, Map.of(), PATIENCE);
    }

    @Test
    void anExportAsVideoHasAsManyFrames() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        Command.of(
                        Tools.find("ffmpeg"),
                        "-loglevel",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=321x240:rate=10:duration=4",
                        images.resolve("%03d.jpg").toString())
                .run(folder, Map.of(), PATIENCE);
        List<Sent> frames = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(images.resolve("%03d.jpg".formatted(i + 1))));
            long time = start + i * SECOND / 10;
            frames.add(new Sent(new ImageHead(camera, time, time + 5, i, "jpeg"), image));
        }
        put(frames.toArray(Sent[]::new));
        Path file = folder.resolve("export.mp4");

        Reply reply = get("/export?format=mp4&" + range(10)).has(200);

        assertThat(reply.header("Content-Type")).hasValue("video/mp4");
        Files.write(file, reply.body());
        String told = Command.of(
                        Tools.find("ffprobe"),
                        "-v",
                        "error",
                        "-count_frames",
                        "-select_streams",
                        "v:0",
                        "-show_entries",
                        "stream=nb_read_frames,r_frame_rate",
                        "-of",
                        "default=noprint_wrappers=1",
                        file.toString())
                .run(folder, Map.of(), PATIENCE);
        assertThat(told).contains("nb_read_frames=40").contains("r_frame_rate=10/1");
    }

    @Test
    void aDamagedFrameIsLeftOutOfAnExport() throws IOException {
        SealedPack pack = FramePacks.pack(
                Instant.now(),
                List.of(FramePacks.frame(camera, start, 0), FramePacks.frame(camera, start + SECOND, 1)));
        byte[] bytes = bytes(pack);
        bytes[(int) pack.table().frame(0).place().offset() + 20] ^= 1;
        put(pack, bytes);

        byte[] zip = get("/export?format=zip&" + range(60)).has(200).body();

        try (ZipInputStream files = new ZipInputStream(new ByteArrayInputStream(zip))) {
            ZipEntry only = Objects.requireNonNull(files.getNextEntry());
            assertThat(only.getName()).endsWith("-1.jpg");
            assertThat(files.getNextEntry()).isNull();
        }
    }

    @Test
    void anExportOfNothingIsEmptyAndAVideoOfNothingIsNotFound() {
        assertThat(get("/export?format=mcap&" + range(5)).has(200).body()).isNotEmpty();
        get("/export?format=mp4&" + range(5)).isProblem(404, "frame-not-found");
    }
}
