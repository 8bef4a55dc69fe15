package io.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.RealMinio;
import io.sluice.testing.RealRedis;
import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas remember for an hour what they learn of the objects of one MinIO, which tells the first of them what others write
 * straight to it. MinIO is configured as the README says.
 */
@ExtendWith(ServersTellOnFailure.class)
class NotificationsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String WEBHOOK = "arn:minio:sqs::sluice:webhook";
    private static final String KEY = "pier 4/a+b & ü.txt";
    private static final String PATH = "/api/v1/buckets/files/objects/pier%204/a%2Bb%20%26%20%C3%BC.txt";

    @TempDir
    private @Nullable Path folder;

    /** What a client of Sluice may read, and what a client of MinIO writes. */
    private record Stand(RealMinio minio, String place, List<Calls> replicas, Path folder) {
        /** Past Sluice. */
        void write(String text) throws IOException {
            Path file = Files.writeString(folder.resolve("file"), text);
            minio.mc("cp", "--quiet", file.toString(), place + KEY);
        }

        /** MinIO serves before it has loaded whom to tell of what. */
        void untilItIsToldOf(SluiceProcess told) {
            Awaitility.await("a notification")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        minio.mc("cp", "--quiet", folder.resolve("file").toString(), place + "another");
                        return Scrape.of(told)
                                        .sum("sluice_http_requests_seconds_count", "route=\"events\"", "status=\"204\"")
                                > 0;
                    });
        }

        void remove() {
            minio.mc("rm", "--quiet", place + KEY);
        }

        void everybodyReads(String text) {
            for (Calls replica : replicas) {
                Awaitility.await(text)
                        .atMost(PATIENCE)
                        .until(() -> replica.call("GET", PATH).text(), text::equals);
                assertThat(replica.call("HEAD", PATH).has(200).header("Content-Length"))
                        .hasValue(Integer.toString(text.length()));
            }
        }

        void everybodyMisses() {
            for (Calls replica : replicas) {
                Awaitility.await("a missing object")
                        .atMost(PATIENCE)
                        .until(() -> replica.call("GET", PATH).status(), status -> status == 404);
            }
        }

        /** So that the next change is one to what is remembered. */
        void everybodyRemembers() {
            for (Calls replica : replicas) {
                Awaitility.await("an answer out of memory").atMost(PATIENCE).until(() -> {
                    Reply reply = replica.call("GET", PATH);
                    return reply.header("X-Cache").equals(Optional.of("l1"));
                });
            }
        }
    }

    @Test
    void whatIsWrittenToABucketOfItsOwnIsSeen() throws IOException {
        try (RealMinio minio = RealMinio.started()) {
            changesAreSeen(minio, "pier", Map.of("sluice.buckets.files.name", "pier"), "m/pier/");
        }
    }

    @Test
    void whatIsWrittenToAPartOfABucketIsSeen() throws IOException {
        try (RealMinio minio = RealMinio.started()) {
            changesAreSeen(minio, "the-one", Map.of("sluice.bucket", "the-one"), "m/the-one/files/");
        }
    }

    private void changesAreSeen(RealMinio minio, String bucket, Map<String, String> properties, String place)
            throws IOException {
        try (RealRedis redis = RealRedis.started();
                SluiceProcess one = SluiceProcess.ready(setup(minio, redis, properties));
                SluiceProcess two = SluiceProcess.ready(setup(minio, redis, properties))) {
            List<Calls> replicas = List.of(new Calls(one::uri), new Calls(two::uri));
            Stand stand = new Stand(minio, place, replicas, Objects.requireNonNull(folder));
            stand.write("old");
            stand.everybodyReads("old");
            stand.everybodyRemembers();
            stand.write("untold");
            stand.everybodyReads("old");

            tellOf(minio, one, bucket);
            stand.untilItIsToldOf(one);
            stand.write("overwritten");
            stand.everybodyReads("overwritten");
            stand.everybodyRemembers();
            stand.remove();
            stand.everybodyMisses();
            stand.write("made anew");
            stand.everybodyReads("made anew");
        }
    }

    private static Setup setup(RealMinio minio, RealRedis redis, Map<String, String> properties) {
        return Setup.on(minio)
                .withEnvironment(Map.of("REDIS_URL", redis.endpoint().toString(), "SLUICE_EVENTS_TOKEN", TOKEN))
                .withProperties(properties)
                .withProperties(Map.of(
                        "sluice.redis.timeout", "2s", "sluice.cache.fresh-for", "1h", "sluice.cache.missing-for", "1h"))
                .withJvmOptions("-Xmx256m");
    }

    private void tellOf(RealMinio minio, SluiceProcess sluice, String bucket) {
        Path queue = Objects.requireNonNull(folder).resolve("queue");
        minio.mc(
                "admin",
                "config",
                "set",
                "m",
                "notify_webhook:sluice",
                "endpoint=" + sluice.uri("/api/v1/events/s3"),
                "auth_token=" + TOKEN,
                "queue_dir=" + queue);
        restart(minio);
        minio.mc("event", "add", "m/" + bucket, WEBHOOK, "--event", "put,delete");
        // For an instant after its start MinIO loads what it knew of a bucket over what it was told since.
        restart(minio);
    }

    private static void restart(RealMinio minio) {
        minio.stop();
        minio.start();
    }
}
