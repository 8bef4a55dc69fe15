package io.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.http.StoredFrames;
import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random streams, whole, damaged and broken off, sent to a real Sluice: never a hang, a leak or a failure of its own, and what came
 * before the damage is stored.
 */
@ExtendWith(ServersTellOnFailure.class)
class FrameFuzzIT {
    private static final int STREAMS = (int) Proof.pick(10_000, 600);
    private static final int WARM_UP = 100;
    private static final int AT_ONCE = 8;
    private static final Duration LONG = Duration.ofMinutes(1);

    /** What a process may open for itself meanwhile. */
    private static final long SPARE_FILES = 10;

    private final Map<String, List<ByteBuffer>> owed = new HashMap<>();

    @Test
    void neverHangsLeaksOrFails() throws Exception {
        try (SluiceProcess sluice = SluiceProcess.ready(Setup.embedded()
                        .withProperties(Map.of("sluice.frames.max-delay", "5ms"))
                        .withJvmOptions("-Xmx128m"));
                SlowClients clients = new SlowClients()) {
            Calls http = new Calls(sluice::uri);
            send(http, -WARM_UP, 0);
            awaitRest(sluice);
            long before = files(Path.of("/proc", Long.toString(sluice.process().pid()), "fd"));

            send(http, 0, STREAMS);

            awaitRest(sluice);
            Awaitility.await("closed files")
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(files(Path.of(
                                    "/proc", Long.toString(sluice.process().pid()), "fd")))
                            .isLessThanOrEqualTo(before + SPARE_FILES));
            assertThat(files(sluice.folder().resolve("data/.sluice/tmp")))
                    .as("drafts")
                    .isZero();
            assertAllStored(StoredFrames.in(http));
            Proof.assertAtRest(sluice, clients);
            assertThat(Files.readString(sluice.folder().resolve("sluice.log"))).doesNotContain("WARN", "ERROR");
        }
    }

    private void send(Calls http, long from, long to) throws Exception {
        try (ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = new ArrayList<>();
            for (long seed = from; seed < to; seed++) {
                RandomSender sender = new RandomSender(seed);
                all.add(senders.submit(() -> owe(sender.camera(), sender.send(http))));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private void owe(String camera, List<byte[]> images) {
        synchronized (owed) {
            List<ByteBuffer> all = owed.computeIfAbsent(camera, _ -> new ArrayList<>());
            images.forEach(image -> all.add(ByteBuffer.wrap(image)));
        }
    }

    /** Each as often as it was sent, at least: frames behind the damage may be stored too. */
    private void assertAllStored(StoredFrames stored) {
        long frames = 0;
        for (Map.Entry<String, List<ByteBuffer>> camera : owed.entrySet()) {
            Map<ByteBuffer, Long> found = counted(stored.of(camera.getKey()));
            Map<ByteBuffer, Long> sent = counted(camera.getValue());
            sent.forEach((image, times) -> assertThat(found.getOrDefault(image, 0L))
                    .as("an image of %d bytes of %s", image.remaining(), camera.getKey())
                    .isGreaterThanOrEqualTo(times));
            frames += camera.getValue().size();
        }
        Proof.tell("%d random streams over HTTP: all %d frames before their damage are stored, in %d packs"
                .formatted(STREAMS, frames, stored.packs()));
    }

    private static Map<ByteBuffer, Long> counted(List<ByteBuffer> images) {
        Map<ByteBuffer, Long> counts = new HashMap<>();
        images.forEach(image -> counts.merge(image, 1L, Long::sum));
        return counts;
    }

    private static void awaitRest(SluiceProcess sluice) {
        Awaitility.await("the end of all streams").atMost(LONG).untilAsserted(() -> {
            assertThat(Scrape.of(sluice).sum("sluice_frames_streams")).isZero();
            assertThat(Scrape.of(sluice).sum("sluice_budget_used_bytes")).isZero();
        });
    }

    private static long files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
