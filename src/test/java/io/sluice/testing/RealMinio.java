package io.sluice.testing;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A MinIO of its own: a free loopback port, a temporary folder, random credentials, no word to the outside. */
public final class RealMinio extends RealServer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(60);

    private final Place place;

    private record Place(int port, Path folder, String accessKey, String secretKey) {
        static Place free() {
            return new Place(Ports.free(), AtExit.temporaryFolder("minio"), "test" + random(40), random(160));
        }

        URI endpoint() {
            return URI.create("http://127.0.0.1:" + port);
        }
    }

    private RealMinio(Place place, Map<String, String> settings) {
        super(launch(place, settings));
        this.place = place;
    }

    /** A new one, running. */
    public static RealMinio started() {
        return started(Map.of());
    }

    /** A new one, running, with these environment variables of MinIO beside those it always has. */
    public static RealMinio started(Map<String, String> settings) {
        RealMinio minio = new RealMinio(Place.free(), settings);
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
        return place.endpoint();
    }

    public String accessKey() {
        return place.accessKey;
    }

    public String secretKey() {
        return place.secretKey;
    }

    /**
     * Runs MinIO's client, in which this server is called {@code m}: {@code mc("ls", "--incomplete", "m/bucket")}.
     *
     * @return what it wrote to its standard output
     * @throws IllegalStateException when it fails, with what it wrote
     */
    public String mc(String... arguments) {
        String host = "http://%s:%s@127.0.0.1:%d".formatted(place.accessKey, place.secretKey, place.port);
        Map<String, String> environment =
                Map.of("MC_CONFIG_DIR", place.folder.resolve("mc").toString(), "MC_HOST_m", host, "MC_NO_COLOR", "1");
        return Command.of(Tools.find("mc"), arguments).run(place.folder, environment, COMMAND_PATIENCE);
    }

    private static Launch launch(Place place, Map<String, String> settings) {
        List<String> command = List.of(
                Tools.find("minio").toString(),
                "server",
                place.folder.resolve("data").toString(),
                "--address=127.0.0.1:" + place.port,
                "--certs-dir=" + place.folder.resolve("certs"));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("MINIO_ROOT_USER", place.accessKey);
        environment.put("MINIO_ROOT_PASSWORD", place.secretKey);
        environment.put("MINIO_BROWSER", "off");
        environment.put("MINIO_UPDATE", "off");
        URI live = place.endpoint().resolve("/minio/health/live");
        return new Launch("minio", place.folder, command, environment, () -> Answers.ok(live), PATIENCE);
    }

    private static String random(int bits) {
        return new BigInteger(bits, new SecureRandom()).setBit(bits).toString(Character.MAX_RADIX);
    }
}
