package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Command;
import io.sluice.testing.RealMinio;
import io.sluice.testing.RealRedis;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.Tools;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What cameras send is what is read, from the moment it is acknowledged. */
@ExtendWith(ServersTellOnFailure.class)
class FrameRoundTripIT {
    private static final int FRAMES = 60;
    private static final String FRAMES_OF = "/api/v1/cameras/%s/frames";

    private final Instant start = Instant.now().minus(Duration.ofMinutes(1)).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void framesComeBackAsTheyWereSentFromAFolder(@TempDir Path folder) throws IOException {
        try (SluiceProcess sluice = SluiceProcess.ready(Setup.embedded())) {
            roundTrip(new Calls(sluice::uri), images(folder));
        }
    }

    @Test
    void framesComeBackAsTheyWereSentFromMinioWithAnIndexInRedis(@TempDir Path folder) throws IOException {
        try (RealMinio minio = RealMinio.started();
                RealRedis redis = RealRedis.started();
                SluiceProcess sluice = SluiceProcess.ready(Setup.on(minio)
                        .withEnvironment(Map.of("REDIS_URL", redis.endpoint().toString())))) {
            roundTrip(new Calls(sluice::uri), images(folder));
        }
    }

    private void roundTrip(Calls http, List<byte[]> images) {
        for (int i = 0; i < FRAMES / 2; i++) {
            Reply acknowledged = http.call(
                            "POST", FRAMES_OF.formatted("single"), images.get(i), "X-Frame-Time", time(i))
                    .has(201);
            Reply read = http.call("GET", exactly("single", i)).has(200);
            assertThat(read.body())
                    .as("frame %d, as soon as it is acknowledged", i)
                    .isEqualTo(images.get(i));
            assertThat(read.header("ETag")).isEqualTo(acknowledged.header("ETag"));
        }
        http.call(
                        "POST",
                        FRAMES_OF.formatted("stream"),
                        multipart(images),
                        "Content-Type",
                        "multipart/x-mixed-replace;boundary=b")
                .has(200);
        for (int i = 0; i < FRAMES; i++) {
            assertThat(read(http, "stream", i)).as("frame %d of a stream", i).isEqualTo(images.get(i));
        }
        JsonArray listed = http.call(
                        "GET",
                        FRAMES_OF.formatted("stream") + "?from=" + time(0) + "&to=" + time(FRAMES) + "&limit=1000")
                .has(200)
                .json()
                .getJsonArray("items");
        assertThat(listed).hasSize(FRAMES);
    }

    private byte[] read(Calls http, String camera, int number) {
        return http.call("GET", exactly(camera, number)).has(200).body();
    }

    private String exactly(String camera, int number) {
        return FRAMES_OF.formatted(camera) + "/" + time(number) + "?match=exact";
    }

    private String time(int number) {
        return start.plusMillis(40L * number).toString();
    }

    private byte[] multipart(List<byte[]> images) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < images.size(); i++) {
            all.writeBytes("--b\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\nX-Frame-Time: %s\r\n\r\n"
                    .formatted(images.get(i).length, time(i))
                    .getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(images.get(i));
            all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        all.writeBytes("--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        return all.toByteArray();
    }

    private static List<byte[]> images(Path folder) throws IOException {
        String how = "-v error -f lavfi -i testsrc2=size=640x360:rate=25 -frames:v " + FRAMES + " -c:v mjpeg -q:v 5 "
                + folder + "/%03d.jpg";
        Command.of(Tools.find("ffmpeg"), how.split(" ", -1)).run(folder, Map.of(), Duration.ofMinutes(1));
        List<byte[]> images = new ArrayList<>();
        for (int number = 1; number <= FRAMES; number++) {
            images.add(Files.readAllBytes(folder.resolve("%03d.jpg".formatted(number))));
        }
        return images;
    }
}
