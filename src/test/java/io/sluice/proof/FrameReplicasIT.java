package io.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.http.FrameLoad;
import io.sluice.feature.frames.http.StoredFrames;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.testing.RealMinio;
import io.sluice.testing.RealRedis;
import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two replicas take frames of the same cameras, both join small packs and let go of old frames, and readers of both list all that was
 * acknowledged, again and again: each frame is there once, whatever packs it moves through.
 */
@ExtendWith(ServersTellOnFailure.class)
class FrameReplicasIT {
    private static final long SEED = Long.getLong("sluice.test.seed", 20_261_121);
    private static final int CAMERAS = 3;
    private static final int JOINED = (int) Proof.pick(10, 1);
    private static final int READS_MORE = (int) Proof.pick(20, 5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** What one replica has stored another shows after a second; twice that is never too soon. */
    private static final Duration SHARED = Duration.ofSeconds(2);

    private static final Duration LONG = Duration.ofMinutes(10);

    private final AtomicBoolean over = new AtomicBoolean();

    /** One stream, and who takes it. */
    private record Taken(FrameLoad load, SluiceProcess by) {}

    @Test
    void everyFrameIsThereOnceWhileBothReplicasJoinPacksAndLetGoOfOldFrames() throws Exception {
        try (RealMinio minio = RealMinio.started();
                RealRedis redis = RealRedis.started();
                SluiceProcess one = SluiceProcess.ready(setup(minio, redis));
                SluiceProcess two = SluiceProcess.ready(setup(minio, redis));
                SlowClients clients = new SlowClients()) {
            List<SluiceProcess> replicas = List.of(one, two);
            putOld(new Calls(one::uri));
            List<Taken> all = begin(one, two);
            awaitFirst(all);
            List<Reader> readers =
                    replicas.stream().map(replica -> new Reader(replica, all)).toList();
            try (ExecutorService threads = Executors.newFixedThreadPool(readers.size())) {
                List<Future<?>> reading = new ArrayList<>();
                readers.forEach(reader -> reading.add(threads.submit(reader)));
                awaitJoined(replicas, reading);
                awaitMoreReads(readers, reading);
                over.set(true);
                for (Future<?> reader : reading) {
                    reader.get();
                }
            }
            end(all);
            Calls http = new Calls(two::uri);
            all.forEach(taken -> taken.load().assertAllThere(http));
            awaitOldIsGone(http);
            StoredFrames.forEachPack(http, _ -> {});
            Proof.assertNothingIncomplete(minio, "frames");
            for (SluiceProcess replica : replicas) {
                Proof.assertAtRest(replica, clients);
            }
            tell(replicas, readers, all);
        }
    }

    private static Setup setup(RealMinio minio, RealRedis redis) {
        return Setup.on(minio)
                .withEnvironment(Map.of("REDIS_URL", redis.endpoint().toString()))
                .withProperties(Map.of(
                        "sluice.frames.compaction.every", "3s",
                        "sluice.frames.compaction.settle", "1s",
                        "sluice.frames.retention-every", "2s"))
                .withJvmOptions("-Xmx256m");
    }

    /** Frames that arrived long ago, and are not to be kept for so long. */
    private static void putOld(Calls http) {
        long time = FramePacks.nanos(Instant.now()) - Duration.ofHours(5).toNanos();
        SealedPack pack = FramePacks.pack(
                Instant.ofEpochSecond(time / FramePacks.SECOND), List.of(FramePacks.frame("old", time, 0)));
        ByteBuffer bytes = ByteBuffer.allocate((int) pack.body().length());
        pack.body().chunks().forEach(chunk -> bytes.put(chunk.duplicate()));
        http.call("PUT", "/api/v1/buckets/frames/objects/" + pack.key(), bytes.array())
                .has(201);
        http.call("PUT", "/api/v1/cameras/old", "{\"retention\": \"PT1H\"}".getBytes(StandardCharsets.UTF_8))
                .has(201);
    }

    private static List<Taken> begin(SluiceProcess one, SluiceProcess two) {
        List<Taken> all = new ArrayList<>();
        for (int i = 0; i < CAMERAS; i++) {
            String camera = "shared-" + i;
            all.add(new Taken(FrameLoad.stream(SEED, camera, PAUSE, one::uri), one));
            all.add(new Taken(FrameLoad.late(SEED, camera, PAUSE, two::uri), two));
        }
        return all;
    }

    private static void awaitFirst(List<Taken> all) {
        Awaitility.await("acknowledged frames of everyone")
                .atMost(LONG)
                .until(() -> all.stream().allMatch(taken -> taken.load().acknowledged() > 0));
    }

    private static double joined(List<SluiceProcess> replicas) {
        return replicas.stream()
                .mapToDouble(
                        replica -> Scrape.of(replica).sum("sluice_frames_compaction_packs_total", "what=\"written\""))
                .sum();
    }

    private static void awaitJoined(List<SluiceProcess> replicas, List<Future<?>> reading) {
        Awaitility.await("packs that were joined").atMost(LONG).until(() -> {
            assertThat(reading).as("readers, seed %d", SEED).noneMatch(Future::isDone);
            return joined(replicas) >= JOINED;
        });
    }

    private static void awaitMoreReads(List<Reader> readers, List<Future<?>> reading) {
        for (Reader reader : readers) {
            int before = reader.rounds.get();
            Awaitility.await("more rounds").atMost(LONG).until(() -> {
                assertThat(reading).as("readers, seed %d", SEED).noneMatch(Future::isDone);
                return reader.rounds.get() >= before + READS_MORE;
            });
        }
    }

    private static void end(List<Taken> all) throws InterruptedException {
        all.forEach(taken -> taken.load().stop());
        for (Taken taken : all) {
            taken.load().awaitEnd();
            taken.load().close();
        }
    }

    private static void awaitOldIsGone(Calls http) {
        Awaitility.await("the end of what was not to be kept")
                .atMost(LONG)
                .until(() -> http.call(
                                "GET",
                                "/api/v1/cameras/old/frames?from=%s&to=%s"
                                        .formatted(Instant.now().minus(Duration.ofHours(6)), Instant.now()))
                        .has(200)
                        .json()
                        .getJsonArray("items")
                        .isEmpty());
    }

    private static void tell(List<SluiceProcess> replicas, List<Reader> readers, List<Taken> all) {
        Proof.tell(
                "%d acknowledged frames of %d cameras through two replicas, %.0f packs joined meanwhile, listed whole %d times"
                        .formatted(
                                all.stream()
                                        .mapToLong(taken -> taken.load().acknowledged())
                                        .sum(),
                                CAMERAS,
                                joined(replicas),
                                readers.stream()
                                        .mapToInt(reader -> reader.rounds.get())
                                        .sum()));
    }

    /** Lists what was acknowledged: what its replica has taken at once, what the other has taken a little later. */
    private final class Reader implements Runnable {
        private final Calls http;
        private final SluiceProcess replica;
        private final List<Taken> all;
        private final AtomicInteger rounds = new AtomicInteger();

        Reader(SluiceProcess replica, List<Taken> all) {
            this.http = new Calls(replica::uri);
            this.replica = replica;
            this.all = all;
        }

        @Override
        public void run() {
            List<Long> settled = counts();
            List<Long> last = settled;
            long lastAt = System.nanoTime();
            while (!over.get()) {
                for (int i = 0; i < all.size(); i++) {
                    Taken taken = all.get(i);
                    boolean mine = taken.by().equals(replica);
                    taken.load().assertListed(http, mine ? taken.load().acknowledged() : settled.get(i));
                }
                rounds.incrementAndGet();
                if (System.nanoTime() - lastAt > SHARED.toNanos()) {
                    settled = last;
                    last = counts();
                    lastAt = System.nanoTime();
                }
            }
        }

        private List<Long> counts() {
            return all.stream().map(taken -> taken.load().acknowledged()).toList();
        }
    }
}
