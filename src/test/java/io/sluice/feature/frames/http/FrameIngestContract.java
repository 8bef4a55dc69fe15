package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.Command;
import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.Tools;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Frames on their way in over HTTP, by a camera of its own for each test. */
@ExtendWith(ServersTellOnFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FrameIngestContract {
    private static final AtomicInteger CAMERAS = new AtomicInteger();
    private static final int LARGEST = 1 << 20;

    private @Nullable SluiceProcess process;
    private String camera = "";

    /** What the process runs on. */
    abstract SluiceProcess.Setup setup();

    @BeforeAll
    final void start() {
        process = SluiceProcess.ready(setup().withProperties(Map.of("sluice.frames.max-size", "1M")));
    }

    @AfterAll
    final void stop() {
        sluice().close();
    }

    @BeforeEach
    void nextCamera() {
        camera = "camera-" + CAMERAS.incrementAndGet();
    }

    @AfterEach
    void allMemoryComesBack() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Scrape.of(sluice()).sum("sluice_budget_used_bytes"))
                        .isZero());
    }

    private SluiceProcess sluice() {
        return Objects.requireNonNull(process);
    }

    private Calls http() {
        return new Calls(sluice()::uri);
    }

    private String path() {
        return "/api/v1/cameras/" + camera + "/frames";
    }

    private URI uri() {
        return sluice().uri(path());
    }

    private static byte[] image(long seed, int length) {
        byte[] image = new byte[length];
        new Random(seed).nextBytes(image);
        image[0] = (byte) 0xFF;
        image[1] = (byte) 0xD8;
        image[2] = (byte) 0xFF;
        return image;
    }

    private List<ByteBuffer> stored() {
        return StoredFrames.in(http()).of(camera);
    }

    @Test
    void aSingleFrameIsDurableAndLiesWhereTheAnswerSays() {
        byte[] image = image(1, 30_000);

        Reply reply = http().call(
                        "POST",
                        path(),
                        image,
                        "Content-Type",
                        "application/octet-stream",
                        "X-Frame-Time",
                        "2026-03-01T12:00:00.25Z",
                        "X-Frame-Sequence",
                        "7")
                .has(201);

        JsonObject frame = reply.json();
        assertThat(frame.getString("camera")).isEqualTo(camera);
        assertThat(frame.getString("time")).isEqualTo("2026-03-01T12:00:00.250Z");
        assertThat(frame.getInteger("sequence")).isEqualTo(7);
        assertThat(frame.getInteger("size")).isEqualTo(image.length);
        assertThat(frame.getString("contentType")).isEqualTo("image/jpeg");
        assertThat(reply.header("ETag")).hasValue('"' + frame.getString("etag") + '"');
        assertThat(reply.header("Location")).hasValue(path() + "/2026-03-01T12:00:00.250Z");
        long offset = frame.getLong("offset");
        Reply range = http().call(
                        "GET",
                        "/api/v1/buckets/frames/objects/" + frame.getString("pack"),
                        "Range",
                        "bytes=" + offset + "-" + (offset + image.length - 1))
                .has(206);
        assertThat(range.body()).isEqualTo(image);
    }

    @Test
    void aFrameWithoutATimeHasTheServers() {
        Instant before = Instant.now();

        JsonObject frame =
                http().chunked("POST", path(), image(1, 100)).has(201).json();

        assertThat(Instant.parse(frame.getString("time"))).isBetween(before.minusMillis(1), Instant.now());
        assertThat(frame.getInteger("sequence")).isEqualTo(1);
    }

    @Test
    void bytesOfNoKnownFormatAreTaken() {
        JsonObject frame =
                http().call("POST", path(), new byte[] {1, 2, 3}).has(201).json();

        assertThat(frame.getString("contentType")).isEqualTo("application/octet-stream");
    }

    @Test
    void whoPrefersNotToWaitIsToldThatTheFrameIsNotDurableYet() {
        byte[] image = image(2, 5000);

        Reply reply = http().call("POST", path(), image, "Prefer", "wait=1, respond-async")
                .has(202);

        assertThat(reply.header("Preference-Applied")).hasValue("respond-async");
        assertThat(reply.json().getBoolean("durable")).isFalse();
        assertThat(reply.json().getInteger("size")).isEqualTo(image.length);
        await().atMost(Duration.ofSeconds(10)).until(() -> stored().equals(List.of(ByteBuffer.wrap(image))));
    }

    @Test
    void whatIsNoFrameIsRefused() {
        http().call("POST", path(), new byte[0]).isProblem(400, "frame-empty");
        http().call("POST", path(), new byte[LARGEST + 1]).isProblem(413, "frame-too-large");
        http().chunked("POST", path(), new byte[LARGEST + 1]).isProblem(413, "frame-too-large");
        String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
        http().call("POST", path(), image(1, 9), "X-Frame-Time", tomorrow).isProblem(400, "frame-time-in-future");
        http().call("POST", path(), image(1, 9), "X-Frame-Time", "noon").isProblem(400, "invalid-frame-time");
        http().call("POST", path(), image(1, 9), "X-Frame-Sequence", "-1").isProblem(400, "invalid-frame-head");
        http().call("POST", "/api/v1/cameras/a%20b/frames", image(1, 9)).isProblem(400, "invalid-camera");
        http().call("PUT", path(), image(1, 9)).isProblem(405, "method-not-allowed");
        http().call("POST", path(), image(1, LARGEST)).has(201);
    }

    @Test
    void aStreamIsAcknowledgedWhileItGoesOn() {
        try (StreamingClient client = StreamingClient.reading(uri())) {
            client.frame(image(1, 40_000), "X-Frame-Sequence: 41", "X-Frame-Time: 2026-03-01T12:00:00Z");
            client.awaitStatus(200);
            client.awaitDurable(1);
            JsonObject first = client.lines().getFirst();
            assertThat(first.getInteger("sequence")).isEqualTo(41);
            assertThat(first.getString("time")).isEqualTo("2026-03-01T12:00:00Z");

            client.frame(image(2, 100)).frame(image(3, 70_000));
            client.awaitDurable(3);
            client.end();

            JsonObject last = client.awaitLine("end");
            assertThat(last)
                    .isEqualTo(
                            new JsonObject().put("ack", "end").put("durable", 3).put("rejected", 0));
        }
        assertThat(stored())
                .containsExactlyInAnyOrder(
                        ByteBuffer.wrap(image(1, 40_000)),
                        ByteBuffer.wrap(image(2, 100)),
                        ByteBuffer.wrap(image(3, 70_000)));
    }

    @Test
    void aClientThatAsksForNoLinesGetsThemWhenAllItSentHasBeenRead() {
        try (StreamingClient client = StreamingClient.modest(uri())) {
            client.frame(image(1, 40_000)).frame(image(2, 100));
            client.awaitDurable(2);
            client.frame(new byte[0]);

            JsonObject last = client.awaitLine("end");
            assertThat(last.getInteger("durable")).isEqualTo(2);
            assertThat(last.getString("code")).isEqualTo("frame-empty");
        }
    }

    @Test
    void aClientThatEndsItsSideReadsTheLastLine() {
        try (StreamingClient client = StreamingClient.reading(uri())) {
            client.frame(image(1, 40_000)).end().halfClose();

            assertThat(client.awaitLine("end").getInteger("durable")).isEqualTo(1);
            client.awaitEnd();
        }
        try (StreamingClient client = StreamingClient.reading(uri())) {
            client.frame(image(2, 40_000)).begin(1000, image(3, 10)).halfClose();

            JsonObject last = client.awaitLine("end");
            assertThat(last.getInteger("durable")).isEqualTo(1);
            assertThat(last.getString("code")).isEqualTo("client-gone");
        }
    }

    @Test
    void aStreamWithoutAFrameIsNoMistake() {
        try (StreamingClient client = StreamingClient.reading(uri())) {
            client.end();

            assertThat(client.awaitLine("end").getInteger("durable")).isZero();
            client.awaitStatus(200);
        }
    }

    @Test
    void aStreamThatBeginsWrongGetsAProblem() {
        assertProblem(StreamingClient.reading(uri()).text("--other\r\n\r\nx").endBody(), 400, "invalid-multipart");
        assertProblem(StreamingClient.reading(uri(), "multipart/x-mixed-replace"), 400, "invalid-multipart");
        assertProblem(StreamingClient.reading(uri()).begin(LARGEST + 1, image(1, 3)), 413, "frame-too-large");
        assertProblem(StreamingClient.reading(uri()).frame(new byte[0]), 400, "frame-empty");
    }

    private static void assertProblem(StreamingClient client, int status, String code) {
        try (client) {
            client.awaitStatus(status);
            client.awaitEnd();
            assertThat(client.lines())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.getString("code")).isEqualTo(code));
        }
    }

    @Test
    void framesBeforeAMistakeAreKept() {
        String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
        assertKept(client -> client.frame(image(2, 9), "X-Frame-Time: " + tomorrow), "frame-time-in-future");
        assertKept(client -> client.frame(new byte[0]), "frame-empty");
        assertKept(client -> client.begin(LARGEST + 1, image(2, 3)), "frame-too-large");
        assertKept(client -> client.begin(100, image(2, 3)).endBody(), "invalid-multipart");
        assertKept(client -> client.begin(3, image(2, 50)).text("\r\n"), "invalid-multipart");
    }

    private void assertKept(Consumer<StreamingClient> mistake, String code) {
        nextCamera();
        try (StreamingClient client = StreamingClient.reading(uri())) {
            client.frame(image(1, 20_000));
            mistake.accept(client);

            JsonObject last = client.awaitLine("end");
            assertThat(last.getString("code")).isEqualTo(code);
            assertThat(last.getInteger("durable")).isEqualTo(1);
            assertThat(last.getInteger("rejected")).isZero();
            client.awaitEnd();
        }
        assertThat(stored()).containsExactly(ByteBuffer.wrap(image(1, 20_000)));
    }

    @Test
    void wholeFramesOfAConnectionThatBreaksAreKept() {
        try (StreamingClient client = StreamingClient.reading(uri())) {
            client.frame(image(1, 20_000)).begin(1000, image(2, 500));
            client.awaitStatus(200);
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> stored().equals(List.of(ByteBuffer.wrap(image(1, 20_000)))));
    }

    @Test
    void ffmpegSendsItsFrames(@TempDir Path folder) throws IOException {
        Path images = folder.resolve("images");
        ffmpeg(folder, "-f image2pipe " + images);

        ffmpeg(folder, "-f mpjpeg -method POST -content_type multipart/x-mixed-replace;boundary=ffmpeg " + uri());

        await().atMost(Duration.ofSeconds(10)).until(() -> stored().size() == 90);
        byte[] sent = Files.readAllBytes(images);
        String all = new String(sent, StandardCharsets.ISO_8859_1);
        assertThat(stored().stream().mapToInt(ByteBuffer::remaining).sum()).isEqualTo(sent.length);
        for (ByteBuffer image : stored()) {
            assertThat(all).contains(StandardCharsets.ISO_8859_1.decode(image.duplicate()));
        }
    }

    private static void ffmpeg(Path folder, String output) {
        String source = "-v error -f lavfi -i testsrc2=size=320x240:rate=30 -frames:v 90 -c:v mjpeg -q:v 5 -threads 1 ";
        Command.of(Tools.find("ffmpeg"), (source + output).split(" ", -1)).run(folder, Map.of(), Duration.ofMinutes(1));
    }

    private SocketClient socket() {
        return SocketClient.connect(sluice().uri("/api/v1/cameras/" + camera + "/ingest"));
    }

    @Test
    void aWebSocketIsAcknowledgedWhileItGoesOn() {
        byte[] large = image(3, 700_000);
        try (SocketClient client = socket()) {
            client.head("{\"time\": \"2026-03-01T12:00:00Z\", \"sequence\": 41}")
                    .frame(image(1, 40_000));
            client.awaitDurable(1);
            assertThat(client.acks().getFirst().getInteger("sequence")).isEqualTo(41);
            assertThat(client.acks().getFirst().getString("time")).isEqualTo("2026-03-01T12:00:00Z");

            client.frame(image(2, 10))
                    .piece(Arrays.copyOf(large, 1000), false)
                    .piece(Arrays.copyOfRange(large, 1000, large.length), true);
            client.awaitDurable(3);
            client.end();
            assertThat(client.awaitClosed()).isEqualTo(1000);
        }
        assertThat(stored())
                .containsExactlyInAnyOrder(
                        ByteBuffer.wrap(image(1, 40_000)), ByteBuffer.wrap(image(2, 10)), ByteBuffer.wrap(large));
    }

    @Test
    void aWebSocketOnWhichSomethingIsWrongIsToldAndClosed() {
        assertClosed(client -> client.frame(new byte[0]), "frame-empty", 1008);
        assertClosed(client -> client.frame(new byte[LARGEST + 1]), "frame-too-large", 1009);
        assertClosed(client -> client.head("noon"), "invalid-frame-head", 1008);
        assertClosed(client -> client.head("{\"time\": \"noon\"}"), "invalid-frame-time", 1008);
        http().call("GET", "/api/v1/cameras/" + camera + "/ingest").isProblem(400, "invalid-header");
    }

    private void assertClosed(Consumer<SocketClient> mistake, String code, int status) {
        nextCamera();
        try (SocketClient client = socket()) {
            client.frame(image(1, 20_000));
            mistake.accept(client);

            assertThat(client.awaitClosed()).isEqualTo(status);
            JsonObject last = client.acks().getLast();
            assertThat(last.getString("ack")).isEqualTo("end");
            assertThat(last.getString("code")).isEqualTo(code);
            assertThat(last.getInteger("durable")).isEqualTo(1);
        }
        assertThat(stored()).containsExactly(ByteBuffer.wrap(image(1, 20_000)));
    }

    @Test
    void aMessageThatIsFarTooLargeIsCutOff() {
        try (SocketClient client = socket()) {
            client.frame(image(1, 20_000));
            client.awaitDurable(1);
            client.frameThatMayBeCutOff(new byte[2 * LARGEST]);

            await().atMost(Duration.ofSeconds(20)).until(client::isOver);
        }
        assertThat(stored()).hasSize(1);
    }

    @Test
    void whatCameInIsCounted() {
        http().call("POST", path(), image(1, 1234)).has(201);

        Scrape scrape = Scrape.of(sluice());
        assertThat(scrape.sum("sluice_frames_taken_total", "way=\"single\"")).isPositive();
        assertThat(scrape.sum("sluice_frames_taken_bytes_total", "way=\"single\""))
                .isGreaterThanOrEqualTo(1234);
        assertThat(scrape.sum("sluice_frames_packs_bytes_count")).isPositive();
        assertThat(scrape.sum("sluice_frames_pack_commits_seconds_count")).isPositive();
        await().atMost(Duration.ofSeconds(20)).until(() -> Scrape.of(sluice()).sum("sluice_frames_streams") == 0);
    }
}
