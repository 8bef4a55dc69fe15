package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.RealMinio;
import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store, or Sluice, goes away in the middle of an ingest, in order or not; {@code FrameKillsIT} has them die again and again. */
@ExtendWith(ServersTellOnFailure.class)
class FrameOutageIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final int STREAMS = 6;

    /** Printed, so that a run can be repeated. */
    private static final long SEED = Long.getLong("sluice.test.seed", 20261121);

    private static List<FrameLoad> load(SluiceProcess sluice, String name) {
        List<FrameLoad> load = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            load.add(FrameLoad.stream(SEED, name + "-" + i, PAUSE, sluice::uri));
        }
        return load;
    }

    private static void awaitAcknowledged(List<FrameLoad> load, long more) {
        List<Long> before = load.stream().map(FrameLoad::acknowledged).toList();
        await().atMost(LONG).until(() -> {
            for (int i = 0; i < load.size(); i++) {
                if (load.get(i).acknowledged() < before.get(i) + more) {
                    return false;
                }
            }
            return true;
        });
    }

    @Test
    void whileMinioIsAwayStreamsWaitAndSinglesAreRefused() throws InterruptedException {
        try (RealMinio minio = RealMinio.started();
                SluiceProcess sluice =
                        SluiceProcess.ready(Setup.on(minio).withProperties(Map.of("sluice.frames.patience", "1s")))) {
            Calls http = new Calls(sluice::uri);
            List<FrameLoad> load = load(sluice, "outage");
            awaitAcknowledged(load, 20);

            minio.process().kill();

            await().atMost(LONG)
                    .until(() -> http.call("POST", "/api/v1/cameras/single/frames", new byte[100])
                                    .status()
                            == 503);
            Reply refused = http.call("POST", "/api/v1/cameras/single/frames", new byte[100]);
            refused.isProblem(503, refused.json().getString("code"));
            assertThat(refused.header("Retry-After")).isPresent();
            List<Integer> sent = new ArrayList<>();
            await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).until(() -> {
                List<Integer> now = load.stream().map(FrameLoad::sent).toList();
                boolean held = now.equals(sent);
                sent.clear();
                sent.addAll(now);
                return held;
            });
            assertThat(load)
                    .allSatisfy(stream ->
                            assertThat(stream.lines()).noneMatch(line -> "end".equals(line.getString("ack"))));

            minio.start();
            awaitAcknowledged(load, 20);
            load.forEach(FrameLoad::stop);
            for (FrameLoad stream : load) {
                assertThat(stream.last().getLong("durable")).isEqualTo(stream.sent());
                assertThat(stream.last().getLong("rejected")).isZero();
            }
            load.forEach(stream -> stream.assertAllThere(http));
            assertThat(StoredFrames.in(http).packs()).isPositive();
            close(load);
            await().atMost(LONG).until(() -> Scrape.of(sluice).sum("sluice_budget_used_bytes") == 0);
        }
    }

    @Test
    void anOrderlyStopStoresWhatIsOpenAndTellsEveryone() throws InterruptedException {
        try (RealMinio minio = RealMinio.started();
                SluiceProcess sluice =
                        SluiceProcess.ready(Setup.on(minio).withProperties(Map.of("sluice.frames.max-delay", "3s")))) {
            Calls http = new Calls(sluice::uri);
            List<FrameLoad> load = load(sluice, "stopped");
            awaitAcknowledged(load, 10);
            SocketClient socket = SocketClient.connect(sluice.uri("/api/v1/cameras/stopped-socket/ingest"));
            socket.frame(new byte[100]);
            byte[] async = new byte[] {1, 2, 3};
            http.call("POST", "/api/v1/cameras/stopped-async/frames", async, "Prefer", "respond-async")
                    .has(202);

            long before = System.nanoTime();
            sluice.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
            for (FrameLoad stream : load) {
                assertThat(stream.last().getString("code")).isEqualTo("stopping");
                assertThat(stream.last().getLong("rejected")).isZero();
            }
            assertThat(socket.awaitClosed()).isEqualTo(1001);
            assertThat(socket.acks().getLast().getInteger("durable")).isEqualTo(1);
            close(load);
            sluice.start();
            await().atMost(LONG).until(() -> http.call("GET", "/q/health/ready").status() == 200);
            StoredFrames stored = StoredFrames.in(http);
            load.forEach(stream -> stream.assertAllThere(http));
            assertThat(stored.of("stopped-async")).hasSize(1);
            assertThat(stored.of("stopped-socket")).hasSize(1);
        }
    }

    private static void close(List<FrameLoad> load) throws InterruptedException {
        for (FrameLoad stream : load) {
            stream.close();
        }
    }
}
