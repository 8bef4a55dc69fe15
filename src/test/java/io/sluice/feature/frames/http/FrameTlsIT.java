package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.Command;
import io.sluice.testing.Ports;
import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of frames over TLS: HTTP/2, and HTTP/1.1 by a camera that ends its side of the connection. */
@ExtendWith(ServersTellOnFailure.class)
class FrameTlsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "for-this-test";
    private static final int PORT = Ports.free();
    private static final AtomicInteger CAMERAS = new AtomicInteger();

    private static @Nullable SSLContext context;
    private static @Nullable SluiceProcess process;

    private final String camera = "tls-" + CAMERAS.incrementAndGet();

    /** How a client ends its side. */
    enum Ending {
        /** By the message of TLS; its socket stays as it is. */
        MESSAGE_ONLY,
        /** By the message, and at once the end of its side of the socket. */
        MESSAGE_AND_SOCKET
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        String how = "-genkeypair -alias sluice -keyalg EC -storetype PKCS12 -validity 2 -dname CN=localhost"
                + " -ext san=ip:127.0.0.1 -storepass " + PASSWORD + " -keystore " + keys;
        Command.of(Path.of(System.getProperty("java.home"), "bin", "keytool"), how.split(" ", -1))
                .run(folder, Map.of(), PATIENCE);
        context = trusting(keys);
        process = SluiceProcess.ready(Setup.embedded()
                .withProperties(Map.of(
                        "quarkus.http.ssl-port",
                        Integer.toString(PORT),
                        "quarkus.http.ssl.certificate.key-store-file",
                        keys.toString(),
                        "quarkus.http.ssl.certificate.key-store-file-type",
                        "PKCS12",
                        "quarkus.http.ssl.certificate.key-store-password",
                        PASSWORD)));
        await("the port of TLS").atMost(PATIENCE).until(FrameTlsIT::listens);
    }

    /** It opens after the other one. */
    private static boolean listens() {
        try (Socket socket = socket()) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        sluice().close();
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Scrape.of(sluice()).sum("sluice_budget_used_bytes")).isZero();
            assertThat(Scrape.of(sluice()).sum("sluice_frames_streams")).isZero();
        });
    }

    private static SluiceProcess sluice() {
        return Objects.requireNonNull(process);
    }

    private static SSLContext trusting(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private URI stream() {
        return URI.create("https://127.0.0.1:" + PORT + "/api/v1/cameras/" + camera + "/frames");
    }

    private StreamingClient client(Ending ending) throws IOException {
        return StreamingClient.reading(connected(ending), stream());
    }

    private static Socket socket() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), PORT);
    }

    private static SSLSocket connected(Ending ending) throws IOException {
        Socket under = socket();
        SSLSocket socket = (SSLSocket) Objects.requireNonNull(context)
                .getSocketFactory()
                .createSocket(under, "127.0.0.1", PORT, ending == Ending.MESSAGE_AND_SOCKET);
        socket.startHandshake();
        return socket;
    }

    private static byte[] image(int seed, int length) {
        byte[] image = new byte[length];
        new Random(seed).nextBytes(image);
        return image;
    }

    private void assertStored(byte[]... images) {
        assertThat(StoredFrames.in(new Calls(sluice()::uri)).of(camera))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(images).map(ByteBuffer::wrap).toList());
    }

    @ParameterizedTest
    @EnumSource
    void whoEndsItsSideOfTheConnectionStillReadsTheLastLine(Ending ending) throws IOException {
        try (StreamingClient client = client(ending)) {
            client.frame(image(1, 20_000)).frame(image(2, 300_000)).end().halfClose();

            JsonObject last = client.awaitLine("end");
            assertThat(last.getLong("durable")).isEqualTo(2);
            assertThat(last.getString("code")).isNull();
            client.awaitEnd();
        }
        assertStored(image(1, 20_000), image(2, 300_000));
    }

    @ParameterizedTest
    @EnumSource
    void wholeFramesAreStoredWhenTheConnectionIsEndedWithinTheBody(Ending ending) throws IOException {
        try (StreamingClient client = client(ending)) {
            client.frame(image(1, 20_000)).frame(image(2, 30_000)).begin(5_000, image(3, 100));
            client.halfClose();

            JsonObject last = client.awaitLine("end");
            assertThat(last.getLong("durable")).isEqualTo(2);
            assertThat(last.getString("code")).isEqualTo("client-gone");
            client.awaitEnd();
        }
        assertStored(image(1, 20_000), image(2, 30_000));
    }

    @Test
    void whatWasAcknowledgedIsThereWhenTheConnectionBreaks() throws IOException {
        Socket under = socket();
        SSLSocket socket = (SSLSocket)
                Objects.requireNonNull(context).getSocketFactory().createSocket(under, "127.0.0.1", PORT, true);
        try (StreamingClient client = StreamingClient.reading(socket, stream())) {
            client.frame(image(1, 20_000)).frame(image(2, 30_000)).awaitDurable(2);
            client.begin(5_000, image(3, 100));
            under.setSoLinger(true, 0);
            under.close();
        }
        assertStored(image(1, 20_000), image(2, 30_000));
    }

    @Test
    void aStreamOverHttp2IsAcknowledgedWhileItGoesOn() {
        try (Http2Camera client = new Http2Camera(stream())) {
            byte[][] images = new byte[50][];
            for (int i = 0; i < images.length; i++) {
                images[i] = image(i, 20_000 + i);
                client.frame(images[i]);
                if (i % 20 == 0) {
                    client.awaitDurable(i + 1);
                }
            }
            client.end();

            List<JsonObject> lines = client.awaitEnd();
            assertThat(lines.getLast().getString("ack")).isEqualTo("end");
            assertThat(lines.getLast().getLong("durable")).isEqualTo(50);
            assertThat(lines.getLast().getString("code")).isNull();
            assertStored(images);
        }
    }

    @Test
    void whatIsWrongWithAStreamOverHttp2IsSaidInItsLastLine() {
        try (Http2Camera client = new Http2Camera(stream())) {
            client.frame(image(1, 20_000));
            client.text("--frame\r\nContent-Length: many\r\n\r\n");

            JsonObject last = client.awaitEnd().getLast();
            assertThat(last.getLong("durable")).isEqualTo(1);
            assertThat(last.getString("code")).isEqualTo("invalid-multipart");
        }
        assertStored(image(1, 20_000));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedIsThereWhenAStreamOverHttp2IsBrokenOff(Http2Camera.Break how) {
        try (Http2Camera client = new Http2Camera(stream())) {
            client.frame(image(1, 20_000)).frame(image(2, 30_000)).awaitDurable(2);
            client.begin(5_000, image(3, 100)).breakOff(how);
        }
        assertStored(image(1, 20_000), image(2, 30_000));
    }
}
