package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.testing.Command;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** With AOTMode=on a JVM that cannot use its cache ends at once; without, it says so and goes on without the cache. */
@ExtendWith(ServersTellOnFailure.class)
class AotCacheIT {
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void theCacheIsMade() {
        run("bash", Path.of("scripts/aot-cache.sh").toAbsolutePath().toString(), cache());
    }

    @Test
    void theServiceStartsByItsCacheWithAnyHeapAndEitherStore() throws IOException {
        Setup local = byTheCache("-Xmx256m");
        Setup s3 = byTheCache("-XX:-UseParallelGC", "-XX:+UseSerialGC")
                .withProperties(Map.of("sluice.store", "s3", "sluice.s3.endpoint", "http://127.0.0.1:1"));

        assertThat(fromTheCache(local)).contains("io.sluice.runtime.Lifecycle", "io.vertx.core.Vertx");
        assertThat(fromTheCache(s3))
                .contains("io.sluice.store.s3.S3ObjectStore", "software.amazon.awssdk.core.SdkClient");
    }

    @Test
    void theCacheFitsTheJarInAnyFolderUntilTheJarIsChanged() throws IOException {
        Path moved = folder.resolve("moved");
        run("cp", "-Rp", Path.of("target/quarkus-app").toAbsolutePath().toString(), moved.toString());
        Path jar = moved.resolve("quarkus-run.jar");

        fits(jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));

        assertThatIllegalStateException().isThrownBy(() -> fits(jar)).withMessageContaining("timestamp has changed");
    }

    private static void fits(Path jar) {
        run(java(), "-XX:AOTCache=" + cache(), "-XX:AOTMode=on", "-cp", jar.toString(), "-version");
    }

    private static void run(String program, String... arguments) {
        Command.of(Path.of(program), arguments).run(folder, Map.of("JAVA_HOME", JAVA_HOME.toString()), PATIENCE);
    }

    private static String java() {
        return JAVA_HOME.resolve("bin/java").toString();
    }

    private static Setup byTheCache(String... options) {
        return Setup.embedded()
                .withJvmOptions(Stream.concat(
                                Stream.of(
                                        "-XX:AOTCache=" + cache(),
                                        "-XX:AOTMode=on",
                                        "-Xlog:class+load:file=classes.txt"),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    /** The classes that a start by {@code setup} takes from the cache. */
    private static List<String> fromTheCache(Setup setup) throws IOException {
        try (SluiceProcess sluice = SluiceProcess.started(setup)) {
            try (Stream<String> lines = Files.lines(sluice.folder().resolve("classes.txt"))) {
                return lines.filter(line -> line.contains("source: shared objects file"))
                        .map(line -> line.replaceFirst("^(\\[.*])? *(\\S+) source:.*", "$2"))
                        .toList();
            }
        }
    }

    private static String cache() {
        return folder.resolve("app.aot").toString();
    }
}
