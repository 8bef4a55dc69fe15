package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.testing.Command;
import io.sluice.testing.RealMinio;
import io.sluice.testing.RealRedis;
import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.Tools;
import io.sluice.testing.http.Calls;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replicas that share what they know of packs in Redis, and what becomes of them when it is emptied, and when it is gone. */
@ExtendWith(ServersTellOnFailure.class)
class FrameRedisIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PACKS = 40;

    private final RealRedis redis = RealRedis.started();
    /** What a replica gets from the store is to be packs alone: neither the seal of links nor ends of audit chains. */
    private final Setup setup = Setup.on(RealMinio.shared())
            .withProperties(Map.of(
                    "sluice.buckets.frames.name",
                    "frames-" + UUID.randomUUID(),
                    "sluice.buckets.files.name",
                    "files-" + UUID.randomUUID(),
                    "sluice.redis.url",
                    redis.endpoint().toString(),
                    "sluice.redis.timeout",
                    "2s",
                    "sluice.links.secret",
                    "a secret of at least 32 characters",
                    "sluice.audit.enabled",
                    "false"));

    private final List<SluiceProcess> processes = new ArrayList<>();
    private final long start =
            FramePacks.nanos(Instant.now()) - Duration.ofHours(2).toNanos();

    @AfterEach
    void stop() {
        processes.forEach(SluiceProcess::close);
        redis.close();
    }

    private SluiceProcess replica() {
        SluiceProcess replica = SluiceProcess.ready(setup);
        processes.add(replica);
        return replica;
    }

    private String redis(String... words) {
        List<String> arguments = new ArrayList<>(List.of("-p", Integer.toString(redis.port())));
        arguments.addAll(List.of(words));
        return Command.of(Tools.find("redis-cli"), arguments.toArray(String[]::new))
                .run(Path.of(System.getProperty("java.io.tmpdir")), Map.of(), PATIENCE);
    }

    /** Of each minute's hash the fields that are packs: those of camera names begin with an equals sign. */
    private long packsInRedis() {
        return redis("KEYS", "sluice:frames:*")
                .lines()
                .filter(key -> !key.isBlank())
                .flatMap(key -> redis("HKEYS", key).lines())
                .filter(field -> !field.isBlank() && !field.startsWith("="))
                .count();
    }

    private void put(SluiceProcess at, int number) {
        Instant opened = Instant.ofEpochSecond(start / FramePacks.SECOND + number);
        SealedPack pack =
                FramePacks.pack(opened, List.of(FramePacks.frame("gate", start + number * FramePacks.SECOND, number)));
        ByteBuffer bytes = ByteBuffer.allocate((int) pack.body().length());
        pack.body().chunks().forEach(chunk -> bytes.put(chunk.duplicate()));
        new Calls(at::uri)
                .call("PUT", "/api/v1/buckets/frames/objects/" + pack.key(), bytes.array())
                .has(201);
    }

    private int listed(SluiceProcess at) {
        return listed(at, "gate", start);
    }

    private static int listed(SluiceProcess at, String camera, long start) {
        String range = "from=" + start + "&to=" + (start + 100 * FramePacks.SECOND);
        return new Calls(at::uri)
                .call("GET", "/api/v1/cameras/" + camera + "/frames?limit=1000&" + range)
                .has(200)
                .json()
                .getJsonArray("items")
                .size();
    }

    private static double gets(SluiceProcess at) {
        return Scrape.of(at).sum("sluice_store_operations_seconds_count", "operation=\"get\"");
    }

    @Test
    void whatOneReplicaHasReadAnotherNeedNotAndWithoutRedisNothingIsMissed() {
        SluiceProcess a = replica();
        for (int i = 0; i < PACKS; i++) {
            put(a, i);
        }
        assertThat(listed(a)).isEqualTo(PACKS);
        assertThat(redis("PUBSUB", "NUMSUB", "sluice:packs")).contains("1");
        await().atMost(PATIENCE).until(() -> packsInRedis() == PACKS);

        SluiceProcess b = replica();
        assertThat(listed(b, "nobody", start)).isZero();
        assertThat(gets(b)).as("it had to read no end").isZero();
        assertThat(listed(b)).isEqualTo(PACKS);

        redis("FLUSHALL");
        assertThat(listed(a)).isEqualTo(PACKS);
        assertThat(listed(b)).isEqualTo(PACKS);
        SluiceProcess c = replica();
        assertThat(listed(c, "nobody", start)).isZero();
        assertThat(gets(c)).as("it had to read every end").isGreaterThanOrEqualTo(PACKS);

        redis.process().kill();
        SluiceProcess d = replica();
        for (SluiceProcess replica : List.of(a, b, c, d)) {
            assertThat(listed(replica)).isEqualTo(PACKS);
        }
    }
}
