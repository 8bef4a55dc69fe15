package io.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.http.FrameLoad;
import io.sluice.feature.frames.http.StoredFrames;
import io.sluice.testing.RealMinio;
import io.sluice.testing.RealRedis;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Cameras send as fast as they can while Sluice is killed and MinIO is stopped, at random moments: every acknowledged frame is
 * found by its time, bit for bit, and every pack is whole.
 */
@ExtendWith(ServersTellOnFailure.class)
class FrameKillsIT {
    private static final long SEED = Long.getLong("sluice.test.seed", 20_261_121);
    private static final int KILLS = (int) Proof.pick(20, 3);
    private static final int STOPS = (int) Proof.pick(5, 1);
    private static final int LATEST_MILLIS = (int) Proof.pick(1_000, 300);
    private static final int STREAMS = 4;
    private static final int READERS = 8;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Random random = new Random(SEED);
    private final List<FrameLoad> all = new ArrayList<>();
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    private enum Blow {
        KILL_SLUICE,
        STOP_MINIO
    }

    @Test
    void whatWasAcknowledgedIsThereWhateverDies() throws Exception {
        try (RealMinio minio = RealMinio.started();
                RealRedis redis = RealRedis.started();
                SluiceProcess sluice = SluiceProcess.ready(Setup.on(minio)
                        .withEnvironment(Map.of("REDIS_URL", redis.endpoint().toString()))
                        .withJvmOptions("-Xmx256m"));
                SlowClients clients = new SlowClients()) {
            List<FrameLoad> load = begin(sluice);
            for (Blow blow : blows()) {
                awaitAcknowledged(load);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST_MILLIS)); // The random moment.
                switch (blow) {
                    case KILL_SLUICE -> {
                        sluice.kill();
                        end(load);
                        sluice.start();
                        Proof.awaitReady(sluice, clients);
                        load = begin(sluice);
                    }
                    case STOP_MINIO -> {
                        minio.stop();
                        TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST_MILLIS)); // The length of the outage.
                        minio.start();
                    }
                }
            }
            awaitAcknowledged(load);
            load.forEach(FrameLoad::stop);
            end(load);
            Proof.awaitReady(sluice, clients);

            Calls http = new Calls(sluice::uri);
            assertAllThere(http);
            assertPacksAreWhole(http);
            Proof.assertNothingIncomplete(minio, "frames");
            Proof.assertAtRest(sluice, clients);
        }
    }

    private List<Blow> blows() {
        List<Blow> blows = new ArrayList<>(Collections.nCopies(KILLS, Blow.KILL_SLUICE));
        blows.addAll(Collections.nCopies(STOPS, Blow.STOP_MINIO));
        Collections.shuffle(blows, random);
        return blows;
    }

    private static List<FrameLoad> begin(SluiceProcess sluice) {
        List<FrameLoad> load = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            load.add(FrameLoad.stream(SEED, "kills-stream-" + i, sluice::uri));
        }
        load.add(FrameLoad.socket(SEED, "kills-socket", sluice::uri));
        load.add(FrameLoad.singles(SEED, "kills-single", sluice::uri));
        return load;
    }

    private static void awaitAcknowledged(List<FrameLoad> load) {
        List<Long> before = load.stream().map(FrameLoad::acknowledged).toList();
        Awaitility.await("more acknowledged frames of everyone, seed " + SEED)
                .atMost(LONG)
                .until(() -> {
                    for (int i = 0; i < load.size(); i++) {
                        if (load.get(i).acknowledged() <= before.get(i)) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    /** What was acknowledged counts to the last line that has come. */
    private void end(List<FrameLoad> load) throws InterruptedException {
        for (FrameLoad one : load) {
            one.awaitEnd();
            one.close();
        }
        all.addAll(load);
    }

    private void assertAllThere(Calls http) throws Exception {
        long before = System.nanoTime();
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            List<Future<?>> reads = new ArrayList<>();
            all.forEach(one -> reads.add(readers.submit(() -> one.assertAllThere(http))));
            for (Future<?> read : reads) {
                read.get();
            }
        }
        Proof.tell(
                "%d kills of Sluice, %d stops of MinIO: %d frames sent, %d acknowledged, all read back in %d s, seed %d"
                        .formatted(
                                KILLS,
                                STOPS,
                                all.stream().mapToLong(FrameLoad::sent).sum(),
                                all.stream().mapToLong(FrameLoad::acknowledged).sum(),
                                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before),
                                SEED));
    }

    private void assertPacksAreWhole(Calls http) {
        int packs = StoredFrames.forEachPack(http, _ -> {});
        int verified = 0;
        for (Instant minute = begin; minute.isBefore(Instant.now()); minute = minute.plus(1, ChronoUnit.MINUTES)) {
            String answer = http.call(
                            "POST", "/api/v1/admin/frames/verify?from=" + minute + "&to=" + minute.plusMillis(59_999))
                    .has(200)
                    .text();
            JsonObject last = new JsonObject(answer.lines().toList().getLast());
            assertThat(last.getInteger("bad")).as("%s, seed %d", answer, SEED).isZero();
            assertThat(last.getBoolean("done")).isTrue();
            verified += last.getInteger("packs");
        }
        assertThat(verified).as("packs, seed %d", SEED).isEqualTo(packs);
        Proof.tell(packs + " packs, all whole");
    }
}
