package io.sluice.testing;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;

/**
 * Sluice as it is shipped: the production jar as a process of its own, on a free loopback port. It runs in a temporary
 * folder, so the local store's {@code ./data} is its own, and is still there when it is killed and started again.
 */
public final class SluiceProcess implements AutoCloseable {
    /** The admin key of {@link Setup#requiringCredentials}. */
    public static final String ADMIN_KEY = "the-admin-key-of-the-tests-0123456789";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * @param environment its environment variables
     * @param properties its system properties, which win over the environment
     * @param jvmOptions such as {@code -Xmx256m}
     */
    public record Setup(Map<String, String> environment, Map<String, String> properties, List<String> jvmOptions) {
        public Setup {
            environment = Map.copyOf(environment);
            properties = Map.copyOf(properties);
            jvmOptions = List.copyOf(jvmOptions);
        }

        /** With nothing configured: the embedded default. */
        public static Setup embedded() {
            return new Setup(Map.of(), Map.of(), List.of());
        }

        /** On the S3 store of {@code minio}, configured as an operator would. */
        public static Setup on(RealMinio minio) {
            return embedded()
                    .withEnvironment(Map.of(
                            "MINIO_ENDPOINT", minio.endpoint().toString(),
                            "MINIO_ACCESS_KEY", minio.accessKey(),
                            "MINIO_SECRET_KEY", minio.secretKey()));
        }

        /** In which everybody has to show who they are; {@link #ADMIN_KEY} opens everything. */
        public Setup requiringCredentials() {
            return withProperties(Map.of("sluice.access.mode", "required", "sluice.access.admin-key", ADMIN_KEY));
        }

        public Setup withEnvironment(Map<String, String> more) {
            return new Setup(joined(environment, more), properties, jvmOptions);
        }

        public Setup withProperties(Map<String, String> more) {
            return new Setup(environment, joined(properties, more), jvmOptions);
        }

        public Setup withJvmOptions(String... options) {
            return new Setup(environment, properties, List.of(options));
        }

        private static Map<String, String> joined(Map<String, String> some, Map<String, String> more) {
            Map<String, String> all = new java.util.HashMap<>(some);
            all.putAll(more);
            return all;
        }
    }

    private final int port = Ports.free();
    private final Path folder = AtExit.temporaryFolder("service");
    private final ServerProcess process;

    private SluiceProcess(Setup setup) {
        URI started = uri("/q/health/started");
        process = new ServerProcess(
                new Launch("sluice", folder, command(setup), setup.environment(), () -> Answers.ok(started), PATIENCE));
    }

    /** A new one, started and ready: its buckets are there. */
    public static SluiceProcess ready(Setup setup) {
        SluiceProcess sluice = started(setup);
        URI ready = sluice.uri("/q/health/ready");
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> Answers.ok(ready));
        return sluice;
    }

    /** A new one, started; whether it becomes ready depends on its store. */
    public static SluiceProcess started(Setup setup) {
        SluiceProcess sluice = new SluiceProcess(setup);
        sluice.start();
        return sluice;
    }

    /** A new one, just begun: it may not answer yet, or never. */
    public static SluiceProcess spawned(Setup setup) {
        SluiceProcess sluice = new SluiceProcess(setup);
        sluice.process.spawn();
        return sluice;
    }

    /** The address of {@code path}, which begins with a slash and is already percent-encoded. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Where it runs, and where its {@code ./data} is. */
    public Path folder() {
        return folder;
    }

    public ServerProcess process() {
        return process;
    }

    /** Starts it again, on the same port and files. */
    public void start() {
        process.start();
    }

    /** Ends it in order, as Kubernetes does. */
    public void stop() {
        process.stop();
    }

    /** Ends it at once, with no chance to finish anything. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        stop();
    }

    private List<String> command(Setup setup) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("scripts/java.options").toAbsolutePath());
        command.addAll(setup.jvmOptions());
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        setup.properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", jar().toString()));
        return command;
    }

    private static Path jar() {
        String property = System.getProperty("sluice.test.jar");
        Path jar = Path.of(Objects.requireNonNullElse(property, "target/quarkus-app/quarkus-run.jar"))
                .toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException("No " + jar + ": run `make package` first");
        }
        return jar;
    }
}
