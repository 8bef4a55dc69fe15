package io.sluice.testing;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A MinIO of its own: a free loopback port, a temporary folder, random credentials, no word to the outside. */
public final class RealMinio implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(60);

    private final int port = Ports.free();
    private final Path folder = AtExit.temporaryFolder("minio");
    private final String accessKey = "test" + random(40);
    private final String secretKey = random(160);
    private final ServerProcess process = new ServerProcess(launch());

    private RealMinio() {}

    /** A new one, running. */
    public static RealMinio started() {
        RealMinio minio = new RealMinio();
        minio.start();
        return minio;
    }

    /** The one of this JVM, started when first asked for and never stopped: tests keep to buckets of their own. */
    public static RealMinio shared() {
        return Shared.INSTANCE;
    }

    private static final class Shared {
        static final RealMinio INSTANCE = started();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    public ServerProcess process() {
        return process;
    }

    /** Starts it again, on the same port with the same objects and credentials. */
    public void start() {
        process.start();
    }

    /** An outage: connections are refused until {@link #start()}. */
    public void stop() {
        process.stop();
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * Runs MinIO's client, in which this server is called {@code m}: {@code mc("ls", "--incomplete", "m/bucket")}.
     *
     * @return what it wrote to its standard output
     * @throws IllegalStateException when it fails, with what it wrote
     */
    public String mc(String... arguments) {
        String host = "http://%s:%s@127.0.0.1:%d".formatted(accessKey, secretKey, port);
        Map<String, String> environment =
                Map.of("MC_CONFIG_DIR", folder.resolve("mc").toString(), "MC_HOST_m", host, "MC_NO_COLOR", "1");
        return Command.of(Tools.find("mc"), arguments).run(folder, environment, COMMAND_PATIENCE);
    }

    private Launch launch() {
        List<String> command = List.of(
                Tools.find("minio").toString(),
                "server",
                folder.resolve("data").toString(),
                "--address=127.0.0.1:" + port,
                "--certs-dir=" + folder.resolve("certs"));
        Map<String, String> environment = Map.of(
                "MINIO_ROOT_USER",
                accessKey,
                "MINIO_ROOT_PASSWORD",
                secretKey,
                "MINIO_BROWSER",
                "off",
                "MINIO_UPDATE",
                "off");
        URI live = endpoint().resolve("/minio/health/live");
        return new Launch("minio", folder, command, environment, () -> Answers.ok(live), PATIENCE);
    }

    private static String random(int bits) {
        return new BigInteger(bits, new SecureRandom()).setBit(bits).toString(Character.MAX_RADIX);
    }
}
