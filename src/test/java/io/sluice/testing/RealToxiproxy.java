package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Toxiproxy in front of one server, which makes that server's connections slow. */
public final class RealToxiproxy implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int controlPort = Ports.free();
    private final int port = Ports.free();
    private final Path folder = AtExit.temporaryFolder("toxiproxy");
    private final ServerProcess process = new ServerProcess(launch());

    private RealToxiproxy() {}

    /** A new one before {@code upstream}, running; each of its connections brings at most this many kB (1000 B) a second. */
    public static RealToxiproxy before(URI upstream, long kilobytesPerSecond) {
        RealToxiproxy proxy = new RealToxiproxy();
        proxy.process.start();
        proxy.post("/proxies", """
                {"name": "store", "listen": "127.0.0.1:%d", "upstream": "%s", "enabled": true}
                """.formatted(proxy.port, upstream.getAuthority()));
        proxy.post("/proxies/store/toxics", """
                {"name": "slow", "type": "bandwidth", "stream": "downstream", "attributes": {"rate": %d}}
                """.formatted(kilobytesPerSecond));
        return proxy;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public ServerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.stop();
    }

    private Launch launch() {
        List<String> command = List.of(
                Tools.find("toxiproxy-server").toString(),
                "-host",
                "127.0.0.1",
                "-port",
                Integer.toString(controlPort));
        URI version = control("/version");
        return new Launch("toxiproxy", folder, command, Map.of(), () -> Answers.ok(version), PATIENCE);
    }

    private URI control(String path) {
        return URI.create("http://127.0.0.1:" + controlPort + path);
    }

    private void post(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(control(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        "Toxiproxy answered %s with %d: %s".formatted(path, answer.statusCode(), answer.body()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
