package io.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.testing.Command;
import io.sluice.testing.RealMinio;
import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.Tools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A player opens a video by its address, learns how long it is, and jumps into the middle by range requests. */
@ExtendWith(ServersTellOnFailure.class)
class VideoSeekIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SECONDS = "60";
    private static final String JUMP = "45";

    @TempDir
    Path folder = Path.of("");

    @Test
    void aPlayerSeeksInAVideoOnMinio() throws IOException, InterruptedException {
        try (RealMinio minio = RealMinio.started()) {
            seeks(Setup.on(minio));
        }
    }

    @Test
    void aPlayerSeeksInAVideoInFiles() throws IOException, InterruptedException {
        seeks(Setup.embedded());
    }

    private void seeks(Setup setup) throws IOException, InterruptedException {
        Path video = video();
        Path fastStart =
                run("ffmpeg", "-i", video.toString(), "-c", "copy", "-movflags", "+faststart", file("fast-start.mp4"));
        try (SluiceProcess sluice = SluiceProcess.started(setup);
                SlowClients clients = new SlowClients()) {
            Proof.awaitReady(sluice, clients);
            for (Path file : new Path[] {video, fastStart}) {
                double before = ranges(sluice);
                seek(uploaded(sluice, file));
                double used = ranges(sluice) - before;
                Proof.tell("%s of %d bytes: %.0f range requests".formatted(file.getFileName(), Files.size(file), used));
                assertThat(used).as("answers by 206").isPositive();
            }
        }
    }

    private void seek(URI uri) throws IOException {
        String duration = Command.of(
                        Tools.find("ffprobe"),
                        "-v",
                        "error",
                        "-show_entries",
                        "format=duration",
                        "-of",
                        "csv=p=0",
                        uri.toString())
                .run(folder, Map.of(), PATIENCE);
        assertThat(Double.parseDouble(duration.strip())).isCloseTo(60, within(0.2));

        Path frame = run("ffmpeg", "-ss", JUMP, "-i", uri.toString(), "-frames:v", "1", file("frame.png"));

        assertThat(Files.size(frame)).isGreaterThan(1_000);
    }

    /** With its index at the end, as a camera writes it. */
    private Path video() {
        return run(
                "ffmpeg",
                "-f",
                "lavfi",
                "-i",
                "testsrc=size=320x240:rate=25:duration=" + SECONDS,
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:duration=" + SECONDS,
                "-c:v",
                "mpeg4",
                "-b:v",
                "1M",
                "-c:a",
                "aac",
                file("video.mp4"));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    /** Runs a tool that writes the file named last. */
    private Path run(String tool, String... arguments) {
        Path out = Path.of(arguments[arguments.length - 1]);
        String[] all = new String[arguments.length + 3];
        System.arraycopy(new String[] {"-v", "error", "-y"}, 0, all, 0, 3);
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        Command.of(Tools.find(tool), all).run(folder, Map.of(), PATIENCE);
        return out;
    }

    private static URI uploaded(SluiceProcess sluice, Path file) throws IOException, InterruptedException {
        URI uri = sluice.uri("/api/v1/buckets/files/objects/" + file.getFileName());
        HttpRequest put = HttpRequest.newBuilder(uri)
                .PUT(HttpRequest.BodyPublishers.ofFile(file))
                .header("Content-Type", "video/mp4")
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(put, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
        }
        return uri;
    }

    private static double ranges(SluiceProcess sluice) {
        return Scrape.of(sluice).sum("sluice_http_requests_seconds_count", "status=\"206\"");
    }
}
