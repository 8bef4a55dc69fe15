package io.sluice.proof;

import static io.sluice.proof.Proof.KIB;
import static io.sluice.proof.Proof.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ClientOutcome;
import io.sluice.testing.ClientRequest;
import io.sluice.testing.Content;
import io.sluice.testing.Exchange;
import io.sluice.testing.RealMinio;
import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Slow clients by the hundred neither fail nor stop a fast one, in a heap that could hold none of their objects. */
@ExtendWith(ServersTellOnFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientsIT {
    private static final int READERS = 200;
    private static final int WRITERS = 200;
    private static final long SPEED = 64 * KIB;
    private static final long SECONDS = Proof.pick(60, 20);
    private static final Content READ = new Content(2, Proof.pick(1024 * MIB, 64 * MIB));
    private static final long WRITTEN = 1024 * MIB;
    private static final long SMALL_UPLOAD = MIB;
    private static final long MOST_RESIDENT = 700 * MIB;

    private final RealMinio minio = RealMinio.started();
    private final SluiceProcess sluice = SluiceProcess.started(Setup.on(minio).withJvmOptions("-Xmx256m"));
    private final SlowClients slow = new SlowClients();
    private final SlowClients fast = new SlowClients();

    @BeforeAll
    void storeWhatIsRead() {
        Proof.awaitReady(sluice, fast);
        Proof.assertAnswered(fast.call(ClientRequest.put(object("read"), READ), 300), 201);
    }

    @AfterAll
    void stop() {
        slow.close();
        fast.close();
        sluice.close();
        minio.close();
    }

    private URI object(String key) {
        return sluice.uri("/api/v1/buckets/files/objects/" + key);
    }

    @Test
    void slowReadersAndWritersAndAFastClientGoOnSideBySide() {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            exchanges.add(slow.start(ClientRequest.get(object("read"), READ).at(SPEED)));
        }
        for (int i = 0; i < WRITERS; i++) {
            exchanges.add(slow.start(ClientRequest.put(object("slow-" + i), new Content(100 + i, WRITTEN))
                    .at(SPEED)));
        }

        FastClient beside = new FastClient(fast, this::object);
        beside.runFor(SECONDS);

        List<ClientOutcome> ended = exchanges.stream()
                .map(exchange -> exchange.outcome().getNow(null))
                .filter(outcome -> outcome != null)
                .toList();
        exchanges.forEach(Exchange::leave);
        List<ClientOutcome> all = exchanges.stream()
                .map(exchange -> SlowClients.await(exchange, 30))
                .toList();
        long sent = all.stream().mapToLong(ClientOutcome::sent).sum();
        long received = all.stream().mapToLong(ClientOutcome::received).sum();
        Proof.tell("%d slow readers took %d MiB, %d slow writers sent %d MiB"
                .formatted(READERS, received / MIB, WRITERS, sent / MIB));
        beside.tell();
        assertThat(ended).as("slow clients whose exchange ended").isEmpty();
        assertThat(received).isGreaterThan(READERS * SPEED * SECONDS / 2);
        assertThat(sent).isGreaterThan(WRITERS * SPEED * SECONDS / 2);
        assertThat(beside.failures()).isEmpty();
        assertAllIsClean();
    }

    @Test
    void slowWritersOfSmallObjectsAllFinish() {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            exchanges.add(
                    slow.start(ClientRequest.put(object("small-" + i), small(i)).at(SPEED)));
        }

        for (int i = 0; i < WRITERS; i++) {
            ClientOutcome put = SlowClients.await(exchanges.get(i), 180);
            Proof.assertAnswered(put, 201);
            assertThat(put.header("repr-digest")).contains("crc32c=:" + small(i).crc32c() + ":");
        }
        for (int i = 0; i < WRITERS; i++) {
            ClientOutcome head = fast.call(ClientRequest.head(object("small-" + i)), 60);
            Proof.assertAnswered(head, 200);
            assertThat(head.header("repr-digest")).contains("crc32c=:" + small(i).crc32c() + ":");
            Proof.assertAnswered(fast.call(ClientRequest.get(object("small-" + i), small(i)), 60), 200);
        }
        Scrape scrape = Scrape.of(sluice);
        double passed = scrape.sum("sluice_upload_parts_total", "way=\"passed\"");
        Proof.tell("uploads passed through: %.0f, held: %.0f"
                .formatted(passed, scrape.sum("sluice_upload_parts_total", "way=\"held\"")));
        assertThat(passed).isPositive();
        assertAllIsClean();
    }

    private static Content small(int number) {
        return new Content(1000 + number, SMALL_UPLOAD);
    }

    private void assertAllIsClean() {
        Proof.assertMemoryUnder(sluice, MOST_RESIDENT);
        Proof.assertAtRest(sluice, fast);
        Proof.assertNothingIncomplete(minio, "files");
        assertThat(minio.mc("ls", "m/files")).doesNotContain("slow-");
    }
}
