package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Senders that ask for lines and never read one, in a small heap. */
@ExtendWith(ServersTellOnFailure.class)
class DeafSendersIT {
    private static final int SENDERS = 200;
    private static final int FRAMES = 40;
    private static final int LENGTH = 20_000;
    private static final long BUDGET = 24L << 20;

    @Test
    void areServedInBoundedMemory() throws InterruptedException {
        try (SluiceProcess sluice = SluiceProcess.ready(Setup.embedded()
                .withProperties(
                        Map.of("sluice.memory.budget", String.valueOf(BUDGET), "sluice.frames.max-delay", "20ms"))
                .withJvmOptions("-Xmx128m"))) {
            List<StreamingClient> clients = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                StreamingClient client = StreamingClient.deaf(sluice.uri("/api/v1/cameras/deaf-" + i + "/frames"));
                clients.add(client);
                threads.add(Thread.ofVirtual().start(() -> send(client)));
            }
            double most = 0;
            while (threads.stream().anyMatch(Thread::isAlive)) {
                most = Math.max(most, Scrape.of(sluice).sum("sluice_budget_used_bytes"));
                Thread.sleep(50);
            }

            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(Scrape.of(sluice).sum("sluice_frames_taken_total"))
                            .isEqualTo(SENDERS * FRAMES));
            assertThat(most).isPositive().isLessThanOrEqualTo((double) BUDGET);
            assertThat(Scrape.of(sluice).sum("sluice_frames_refused_total")).isZero();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(Scrape.of(sluice).sum("sluice_budget_used_bytes"))
                            .isLessThan(SENDERS * 32_768.0));
            clients.forEach(StreamingClient::close);
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(Scrape.of(sluice).sum("sluice_budget_used_bytes")).isZero();
                assertThat(Scrape.of(sluice).sum("sluice_frames_streams")).isZero();
            });
        }
    }

    private static void send(StreamingClient client) {
        byte[] image = new byte[LENGTH];
        for (int i = 0; i < FRAMES; i++) {
            client.frame(image);
        }
        client.text("--frame\r\n");
    }
}
