package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ServersTellOnFailure.class)
class RealServersIT {
    @TempDir
    Path folder = Path.of("");

    @Test
    void minioAnswersAndItsClientListsBuckets() throws IOException {
        RealMinio minio = RealMinio.shared();

        minio.mc("mb", "m/a-bucket");

        assertThat(Answers.ok(minio.endpoint().resolve("/minio/health/live"))).isTrue();
        assertThat(minio.mc("ls", "m")).contains("a-bucket/");
        assertThat(minio.mc("ls", "--incomplete", "m/a-bucket")).isBlank();
    }

    @Test
    void minioComesBackOnTheSamePortWithItsObjects() throws IOException {
        try (RealMinio minio = RealMinio.started()) {
            Path file = Files.writeString(folder.resolve("file"), "kept");
            minio.mc("mb", "m/kept");
            minio.mc("cp", file.toString(), "m/kept/key");
            minio.stop();
            assertThatThrownBy(() -> Answers.ok(minio.endpoint())).isInstanceOf(IOException.class);

            minio.start();

            assertThat(minio.mc("cat", "m/kept/key")).isEqualTo("kept");
        }
    }

    @Test
    void aKilledMinioComesBackToo() throws IOException {
        try (RealMinio minio = RealMinio.started()) {
            minio.process().kill();
            assertThat(minio.process().isAlive()).isFalse();

            minio.start();

            assertThat(Answers.ok(minio.endpoint().resolve("/minio/health/live")))
                    .isTrue();
        }
    }

    @Test
    void aFailingClientSaysWhy() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RealMinio.shared().mc("ls", "m/no-such-bucket"))
                .withMessageContaining("does not exist");
    }

    @Test
    void redisAnswersAPingAgainAfterAnOutage() throws IOException {
        try (RealRedis redis = RealRedis.started()) {
            redis.stop();
            assertThatThrownBy(() -> Answers.pong(redis.port())).isInstanceOf(IOException.class);

            redis.start();

            assertThat(Answers.pong(redis.port())).isTrue();
        }
    }

    @Test
    void aServerTellsWhatItTookOfTheMachine() {
        ProcessUse use = RealMinio.shared().process().use();

        assertThat(use.residentBytes()).isGreaterThan(10_000_000L);
        assertThat(use.peakResidentBytes()).isGreaterThanOrEqualTo(use.residentBytes());
        assertThat(use.cpu()).isPositive();
    }

    @Test
    void aServerThatEndsAtOnceSaysWhy() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> shell("echo no disk left; exit 3", () -> false).start())
                .withMessageContaining("ended with exit code 3")
                .withMessageContaining("no disk left");
    }

    @Test
    void aServerThatNeverAnswersIsEndedAndSaysWhy() {
        ServerProcess server = shell("echo still warming up; exec sleep 60", () -> false);

        assertThatIllegalStateException()
                .isThrownBy(server::start)
                .withMessageContaining("did not answer")
                .withMessageContaining("still warming up");
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void aServerThatIgnoresTheRequestToEndIsEndedByForce() {
        ServerProcess server =
                shell("trap '' TERM; touch up; while :; do sleep 1; done", () -> Files.exists(folder.resolve("up")));
        server.start();

        server.stop();

        assertThat(server.isAlive()).isFalse();
    }

    private ServerProcess shell(String script, Launch.Probe ready) {
        List<String> command = List.of("sh", "-c", script);
        return new ServerProcess(new Launch("script", folder, command, Map.of(), ready, Duration.ofMillis(500)));
    }
}
