package io.sluice.proof;

import static io.sluice.proof.Proof.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ClientOutcome;
import io.sluice.testing.ClientRequest;
import io.sluice.testing.Content;
import io.sluice.testing.RealMinio;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An object many times larger than the heap goes in and comes out unchanged. */
@ExtendWith(ServersTellOnFailure.class)
class BigObjectIT {
    private static final Content BIG = new Content(1, Proof.pick(2048 * MIB, 256 * MIB));
    private static final long MOST_RESIDENT = 700 * MIB;
    private static final int PATIENCE_SECONDS = 600;

    private final String sha256 = BIG.sha256();
    private final String crc32c = BIG.crc32c();

    @Test
    void aBigObjectPassesThroughASmallHeapIntoFiles() {
        passesThrough(Setup.embedded());
    }

    @Test
    void aBigObjectPassesThroughASmallHeapToMinio() {
        try (RealMinio minio = RealMinio.started()) {
            passesThrough(Setup.on(minio));
            Proof.assertNothingIncomplete(minio, "files");
        }
    }

    private void passesThrough(Setup setup) {
        try (SluiceProcess sluice = SluiceProcess.started(setup.withJvmOptions("-Xmx256m"));
                SlowClients clients = new SlowClients()) {
            Proof.awaitReady(sluice, clients);
            URI uri = sluice.uri("/api/v1/buckets/files/objects/big");
            ClientRequest put = ClientRequest.put(uri, BIG);

            upAndDown(clients, put.with("Content-Digest", "sha-256=:" + sha256 + ":"));
            upAndDown(clients, put.inChunks());

            Proof.assertMemoryUnder(sluice, MOST_RESIDENT);
            Proof.assertAtRest(sluice, clients);
        }
    }

    private void upAndDown(SlowClients clients, ClientRequest put) {
        ClientOutcome up = clients.call(put, PATIENCE_SECONDS);
        Proof.assertAnswered(up, 201);
        assertThat(up.header("repr-digest")).contains("crc32c=:" + crc32c + ":");
        ClientOutcome head = clients.call(ClientRequest.head(put.uri()), PATIENCE_SECONDS);
        assertThat(head.header("repr-digest")).contains("crc32c=:" + crc32c + ":");

        ClientOutcome down = clients.call(ClientRequest.get(put.uri(), BIG), PATIENCE_SECONDS);

        Proof.assertAnswered(down, 200);
        assertThat(down.received()).isEqualTo(BIG.length());
        assertThat(down.sha256()).isEqualTo(sha256);
        tell(put.chunked() ? "without a length" : "with a length", up, down);
        Proof.assertAnswered(clients.call(ClientRequest.delete(put.uri()), PATIENCE_SECONDS), 204);
    }

    private static void tell(String how, ClientOutcome up, ClientOutcome down) {
        Proof.tell("%d MiB %s: up %.1f s, down %.1f s"
                .formatted(
                        BIG.length() / MIB,
                        how,
                        up.took().toMillis() / 1000.0,
                        down.took().toMillis() / 1000.0));
    }
}
