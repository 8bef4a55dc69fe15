package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.testing.Command;
import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.Tools;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The processes that make videos are few, end with their clients, and may be missing. */
@ExtendWith(ServersTellOnFailure.class)
class FrameVideoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FRAMES = 300;

    @TempDir
    Path folder = Path.of("");

    private final long start = FramePacks.nanos(Instant.now()) - 100 * FramePacks.SECOND;

    /** Pictures of noise, of which a video is large. */
    private void put(SluiceProcess sluice) throws IOException {
        Command.of(
                        Tools.find("ffmpeg"),
                        "-loglevel",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=640x480:rate=10:duration=3,noise=alls=100:allf=t",
                        "-q:v",
                        "5",
                        folder.resolve("%03d.jpg").toString())
                .run(folder, Map.of(), PATIENCE);
        List<Sent> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            byte[] image = Files.readAllBytes(folder.resolve("%03d.jpg".formatted(1 + i % 30)));
            long time = start + i * FramePacks.SECOND / 10;
            frames.add(new Sent(new ImageHead("noise", time, time, i, "jpeg"), ByteBuffer.wrap(image)));
        }
        SealedPack pack = FramePacks.pack(Instant.now(), frames);
        ByteBuffer bytes = ByteBuffer.allocate((int) pack.body().length());
        pack.body().chunks().forEach(chunk -> bytes.put(chunk.duplicate()));
        new Calls(sluice::uri)
                .call("PUT", "/api/v1/buckets/frames/objects/" + pack.key(), bytes.array())
                .has(201);
    }

    private String export() {
        return "/api/v1/cameras/noise/export?format=mp4&from=" + start + "&to=" + (start + 90 * FramePacks.SECOND);
    }

    private static long videos(SluiceProcess sluice) {
        return ProcessHandle.of(sluice.process().pid()).orElseThrow().children().count();
    }

    @Test
    void aVideoThatNobodyTakesAnyMoreIsEnded() throws IOException {
        try (SluiceProcess sluice =
                SluiceProcess.ready(Setup.embedded().withProperties(Map.of("sluice.frames.export.videos", "1")))) {
            put(sluice);
            Calls http = new Calls(sluice::uri);
            try (Wire slow = http.connect()) {
                slow.head("GET " + export());
                await().atMost(PATIENCE).until(() -> videos(sluice) == 1);
                http.call("GET", export()).isProblem(503, "export-busy");
            }
            await().atMost(PATIENCE).until(() -> videos(sluice) == 0);
            await().atMost(PATIENCE).until(() -> Scrape.of(sluice).sum("sluice_budget_used_bytes") == 0);
            assertThat(http.call("GET", export()).has(200).body().length).isGreaterThan(1 << 20);
        }
    }

    @Test
    void withoutFfmpegThereIsNoVideoAndAllElse() throws IOException {
        try (SluiceProcess sluice = SluiceProcess.ready(
                Setup.embedded().withProperties(Map.of("sluice.frames.export.ffmpeg", "no-such-program")))) {
            put(sluice);
            Calls http = new Calls(sluice::uri);

            http.call("GET", export()).isProblem(501, "export-unavailable");
            http.call("GET", export().replace("mp4", "mcap")).has(200);
        }
    }
}
