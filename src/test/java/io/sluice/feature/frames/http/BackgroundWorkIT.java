package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is done to stored frames without being asked for: by the timers of a running service, until it stops. */
@ExtendWith(ServersTellOnFailure.class)
class BackgroundWorkIT extends FrameReadFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OBJECTS = "/api/v1/buckets/frames/objects";
    private static final List<SluiceProcess> STARTED = new ArrayList<>();

    /** A minute that is over, of the last hour. */
    private final Instant over = Instant.now().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.MINUTES);

    private final Instant longAgo = over.minus(Duration.ofDays(3));
    private @Nullable SluiceProcess process;

    @AfterAll
    static void stopAll() {
        STARTED.forEach(SluiceProcess::close);
        STARTED.clear();
    }

    @Override
    SluiceProcess sluice() {
        return Objects.requireNonNull(process);
    }

    private void start(String compactionEvery, String retentionEvery) {
        process = SluiceProcess.ready(Setup.embedded()
                .withProperties(Map.of(
                        "sluice.frames.compaction.every", compactionEvery,
                        "sluice.frames.compaction.settle", "0s",
                        "sluice.frames.retention-every", retentionEvery)));
        STARTED.add(process);
    }

    private Sent store(Instant minute, int second) {
        Sent frame = FramePacks.frame(camera, FramePacks.nanos(minute) + second * SECOND, second);
        SealedPack pack = FramePacks.pack(minute, List.of(frame));
        store(pack, bytes(pack));
        return frame;
    }

    private int packs(Instant minute) {
        String prefix = new PackKey(minute, "node-1", "01KAK8A0000000000000000000").prefix();
        return listed(prefix);
    }

    private int listed(String prefix) {
        return http().call("GET", OBJECTS + "?prefix=" + prefix)
                .has(200)
                .json()
                .getJsonArray("items")
                .size();
    }

    private double told(String metric) {
        return Scrape.of(sluice()).sum(metric);
    }

    private void keepAnHour() {
        byte[] settings = "{\"retention\":\"PT1H\"}".getBytes(StandardCharsets.UTF_8);
        http().call("PUT", "/api/v1/cameras/" + camera, settings).has(201);
    }

    private void assertShown(Sent frame) {
        assertShows(get("/frames/" + time(frame.time())), frame);
    }

    @Test
    void packsAreJoinedAndFramesWhoseTimeIsOverGoByThemselves() {
        start("300ms", "300ms");
        store(longAgo, 0);
        Sent first = store(over, 1);
        Sent second = store(over, 2);
        keepAnHour();

        await().atMost(PATIENCE).until(() -> packs(over) == 1);
        await().atMost(PATIENCE).until(() -> packs(longAgo) == 0);

        assertShown(first);
        assertShown(second);
        await().atMost(PATIENCE).until(() -> told("sluice_frames_compaction_last_done_seconds") > 0);
        assertThat(told("sluice_frames_compaction_failures_total")).isZero();
        assertThat(told("sluice_frames_expired_total")).isEqualTo(1);
    }

    @Test
    void packsAreNotJoinedWhenThatIsOffUntilItIsAskedFor() {
        start("off", "100ms");
        store(over, 1);
        store(over, 2);
        await().atMost(PATIENCE).until(() -> told("sluice_frames_retention_last_seconds") > 0);
        double before = told("sluice_frames_retention_last_seconds");

        await("rounds of the other work")
                .atMost(PATIENCE)
                .until(() -> told("sluice_frames_retention_last_seconds") > before + 2);

        assertThat(packs(over)).isEqualTo(2);
        assertThat(told("sluice_frames_compaction_last_done_seconds")).isZero();
        String lines = http().call("POST", "/api/v1/admin/frames/compact?from=" + over)
                .has(200)
                .text();
        assertThat(new JsonObject(lines.lines().toList().getLast()).getLong("written"))
                .isEqualTo(1);
        assertThat(packs(over)).isEqualTo(1);
    }

    @Test
    void framesStayForEverWhenNothingIsSaidOfTheirTime() {
        start("300ms", "300ms");
        Sent old = store(longAgo, 0);
        await().atMost(PATIENCE).until(() -> told("sluice_frames_retention_last_seconds") > 0);
        double before = told("sluice_frames_retention_last_seconds");

        await("more rounds").atMost(PATIENCE).until(() -> told("sluice_frames_retention_last_seconds") > before + 1);

        assertThat(packs(longAgo)).isEqualTo(1);
        assertShown(old);
    }

    @Test
    void itEndsWithTheServiceAndGoesOnWithTheNext() throws IOException {
        start("100ms", "100ms");
        List<Sent> sent = new ArrayList<>();
        for (int minutes = 0; minutes < 4; minutes++) {
            for (int second = 0; second < 3; second++) {
                sent.add(store(over.minus(Duration.ofMinutes(minutes)), second));
            }
        }
        await("work that is under way").atMost(PATIENCE).until(() -> listed("leases/compaction/") > 0);

        ProcessHandle running = ProcessHandle.of(sluice().process().pid()).orElseThrow();
        running.destroy();
        await("its end").atMost(PATIENCE).until(() -> !running.isAlive());

        assertThat(Files.readString(sluice().folder().resolve("sluice.log"))).doesNotContain("WARN", "ERROR");
        sluice().start();
        assertThat(listed("leases/retention")).isZero();
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (int minutes = 0; minutes < 4; minutes++) {
                assertThat(packs(over.minus(Duration.ofMinutes(minutes)))).isEqualTo(1);
            }
        });
        sent.forEach(this::assertShown);
    }
}
