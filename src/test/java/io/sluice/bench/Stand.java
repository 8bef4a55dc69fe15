package io.sluice.bench;

import io.sluice.testing.RealMinio;
import io.sluice.testing.RealNginx;
import io.sluice.testing.RealRedis;
import io.sluice.testing.ServerProcess;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** The servers of one run. All lead to the same bucket of one MinIO, which anybody may read and write. */
final class Stand implements AutoCloseable {
    private static final String BUCKET = "files";
    private static final String FRAMES = "frames";
    private static final String SLUICE_OBJECTS = "/api/v1/buckets/" + BUCKET + "/objects/";

    private final Settings settings;
    private final RealMinio minio = RealMinio.started();
    private final RealRedis redis = RealRedis.started();
    private final RealNginx nginx = RealNginx.before(minio);
    private final SluiceProcess sluice;
    private final Map<String, Integer> filled = new HashMap<>();
    private @Nullable Recording recording;

    Stand(Settings settings) {
        this.settings = settings;
        minio.mc("mb", "m/" + BUCKET);
        minio.mc("anonymous", "set", "public", "m/" + BUCKET);
        sluice = SluiceProcess.started(setup("-Xmx512m"));
        Ready.await(sluice);
        minio.mc("anonymous", "set", "public", "m/" + FRAMES);
    }

    Settings settings() {
        return settings;
    }

    RealMinio store() {
        return minio;
    }

    Endpoint sluice() {
        return of("Sluice", sluice);
    }

    /** The public gateway of the same Sluice. */
    Endpoint storage() {
        return new Endpoint(
                "Sluice",
                sluice.uri("/storage/" + BUCKET + "/").toString(),
                processes("sluice", sluice.process(), "minio", minio.process()));
    }

    /** What is below {@code /api/v1/} of the same Sluice. */
    Endpoint api() {
        return api(sluice);
    }

    /** What is below {@code /api/v1/} of another one. */
    Endpoint api(SluiceProcess other) {
        return new Endpoint(
                "Sluice",
                other.uri("/api/v1/").toString(),
                processes("sluice", other.process(), "minio", minio.process()));
    }

    /** The bucket in which Sluice keeps frames. */
    Endpoint packs() {
        return new Endpoint("MinIO", minio.endpoint() + "/" + FRAMES + "/", Map.of("minio", minio.process()));
    }

    /** Sees to {@code count} small objects under {@code prefix}; what was put there before is there. */
    void fill(String prefix, int count) {
        if (filled.getOrDefault(prefix, 0) < count) {
            StoredObjects.fill(minio(), prefix, count);
            filled.put(prefix, count);
        }
    }

    /** Takes all packs out of the store, so that rows that send frames do not fill the disk. */
    void dropPacks() {
        recording = null;
        minio.mc("rm", "--recursive", "--force", "m/" + FRAMES + "/packs/");
    }

    /** Made when it is first asked for, and again after {@link #dropPacks}. */
    Recording recording() {
        Recording made = recording;
        if (made == null) {
            made = Recording.make(this);
            recording = made;
        }
        return made;
    }

    /** Redis forgets everything. */
    void emptyRedis() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
            if (!answer.equals("+OK")) {
                throw new IllegalStateException("Redis was not emptied: " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another Sluice before the same store. */
    Endpoint of(String name, SluiceProcess other) {
        return new Endpoint(
                name,
                other.uri(SLUICE_OBJECTS).toString(),
                processes("sluice", other.process(), "minio", minio.process()));
    }

    Endpoint minio() {
        return new Endpoint("MinIO", minio.endpoint() + "/" + BUCKET + "/", Map.of("minio", minio.process()));
    }

    Endpoint nginx() {
        return new Endpoint("nginx", nginx.plain() + "/" + BUCKET + "/", behindNginx());
    }

    Endpoint nginxCache() {
        return new Endpoint("nginx with its cache", nginx.caching() + "/" + BUCKET + "/", behindNginx());
    }

    /** A file with the queries of presigned links through nginx, for keys that are the prefix and a number from 1 on. */
    Path signedQueries(String prefix, Wrk.Keys keys) {
        return SignedQueries.write(
                signed(nginx.plain(), new SignedQueries.Asked(keys.method(), BUCKET, prefix, keys.keys())));
    }

    /** The paths of presigned links to MinIO itself, by which such keys are read. */
    List<String> signedPaths(String prefix, int count) {
        List<String> paths = new ArrayList<>();
        for (String query : signed(minio.endpoint(), new SignedQueries.Asked("GET", BUCKET, prefix, count))) {
            paths.add(minio().object(prefix + (paths.size() + 1)).getRawPath() + "?" + query);
        }
        return paths;
    }

    private List<String> signed(URI host, SignedQueries.Asked asked) {
        return SignedQueries.of(host, AwsBasicCredentials.create(minio.accessKey(), minio.secretKey()), asked);
    }

    private Map<String, ServerProcess> behindNginx() {
        return processes("nginx", nginx.process(), "minio", minio.process());
    }

    private static Map<String, ServerProcess> processes(
            String front, ServerProcess process, String back, ServerProcess store) {
        Map<String, ServerProcess> both = new LinkedHashMap<>();
        both.put(front, process);
        both.put(back, store);
        return both;
    }

    /** How Sluice is started: on MinIO and Redis, with what the caller of the run adds. */
    Setup setup(String... jvmOptions) {
        return Setup.on(minio)
                .withEnvironment(Map.of("REDIS_URL", redis.endpoint().toString()))
                .withEnvironment(settings.sluice())
                .withProperties(Map.of("sluice.buckets." + BUCKET + ".public-prefixes", "*"))
                .withJvmOptions(Stream.concat(Stream.of(jvmOptions), settings.jvm().stream())
                        .toArray(String[]::new));
    }

    @Override
    public void close() {
        sluice.close();
        nginx.close();
        redis.close();
        minio.close();
    }
}
