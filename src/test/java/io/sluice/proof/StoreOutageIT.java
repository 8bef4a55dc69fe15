package io.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ClientOutcome;
import io.sluice.testing.ClientRequest;
import io.sluice.testing.RealMinio;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store dies under load and comes back: every failure says so, nothing acknowledged is lost, nobody restarts Sluice. */
@ExtendWith(ServersTellOnFailure.class)
class StoreOutageIT {
    private static final int CLIENTS = 16;
    private static final long OUTAGE_SECONDS = Proof.pick(20, 6);
    private static final long AROUND_SECONDS = Proof.pick(10, 4);
    private static final long SEED = 77;

    @Test
    void anOutageOfTheStoreIsSaidAndSurvived() throws InterruptedException {
        try (RealMinio minio = RealMinio.started();
                SluiceProcess sluice = SluiceProcess.started(Setup.on(minio).withJvmOptions("-Xmx256m"));
                SlowClients clients = new SlowClients()) {
            Proof.awaitReady(sluice, clients);
            List<LoadClient> load = IntStream.range(0, CLIENTS)
                    .mapToObj(number -> new LoadClient(clients, sluice, SEED + number, number))
                    .toList();
            List<Thread> threads = load.stream()
                    .map(client -> Thread.ofPlatform().start(client))
                    .toList();

            TimeUnit.SECONDS.sleep(AROUND_SECONDS); // The length of the load, not a wait for anything.
            outage(minio, sluice, clients);
            TimeUnit.SECONDS.sleep(AROUND_SECONDS);
            load.forEach(LoadClient::stop);
            for (Thread thread : threads) {
                thread.join(Duration.ofMinutes(2));
            }

            tell(load);
            load.forEach(
                    client -> assertThat(client.wrong()).as("seed %d", SEED).isEmpty());
            assertThat(load.stream().mapToInt(LoadClient::refused).sum()).isPositive();
            assertAllThere(load, clients, sluice);
            Proof.assertAtRest(sluice, clients);
        }
    }

    private static void outage(RealMinio minio, SluiceProcess sluice, SlowClients clients) throws InterruptedException {
        minio.process().kill();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(OUTAGE_SECONDS);
        Awaitility.await("readiness to go down")
                .atMost(Duration.ofMinutes(1))
                .until(() -> Proof.ready(sluice, clients) == 503);
        TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
        minio.start();
        Proof.awaitReady(sluice, clients);
    }

    private static void tell(List<LoadClient> load) {
        Proof.tell("%d objects acknowledged, %d requests refused by 503, %d answers broken off, outage of %d s"
                .formatted(
                        load.stream()
                                .mapToInt(client -> client.acknowledged().size())
                                .sum(),
                        load.stream().mapToInt(LoadClient::refused).sum(),
                        load.stream().mapToInt(LoadClient::brokenOff).sum(),
                        OUTAGE_SECONDS));
    }

    /** Bytes that passed through have their checksum written after them: the outage may come in between. */
    private static void assertAllThere(List<LoadClient> load, SlowClients clients, SluiceProcess sluice) {
        List<ClientOutcome> untold = new ArrayList<>();
        for (LoadClient client : load) {
            client.acknowledged().forEach((key, content) -> {
                ClientRequest get = ClientRequest.get(sluice.uri("/api/v1/buckets/files/objects/" + key), content);
                ClientOutcome outcome = clients.call(get, 120);
                Proof.assertAnswered(outcome, 200);
                assertThat(outcome.received()).isEqualTo(content.length());
                if (outcome.header("repr-digest").isEmpty()) {
                    untold.add(outcome);
                } else {
                    assertThat(outcome.header("repr-digest"))
                            .as("%s", outcome)
                            .contains("crc32c=:" + content.crc32c() + ":");
                }
            });
        }
        Proof.tell("%d objects have lost their checksum".formatted(untold.size()));
        assertThat(untold).hasSizeLessThanOrEqualTo(CLIENTS);
    }
}
