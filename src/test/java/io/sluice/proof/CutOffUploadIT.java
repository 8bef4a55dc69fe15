package io.sluice.proof;

import static io.sluice.proof.Proof.KIB;
import static io.sluice.proof.Proof.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ClientOutcome;
import io.sluice.testing.ClientRequest;
import io.sluice.testing.ClientRequest.Cut;
import io.sluice.testing.Content;
import io.sluice.testing.Exchange;
import io.sluice.testing.RealMinio;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that goes away in the middle leaves nothing behind: no object, no part of one, no memory. */
@ExtendWith(ServersTellOnFailure.class)
class CutOffUploadIT {
    private static final long SEED = 20_260_119;
    private static final int CUTS = (int) Proof.pick(50, 20);
    private static final int AT_ONCE = 10;
    private static final long SMALLEST = 512 * KIB;
    private static final long LARGEST = 40 * MIB;

    @Test
    void aCutOffTransferLeavesNothingBehindInMinio() {
        try (RealMinio minio = RealMinio.started();
                SluiceProcess sluice = SluiceProcess.started(Setup.on(minio).withJvmOptions("-Xmx256m"))) {
            leavesNothingBehind(sluice);
            Proof.assertNothingIncomplete(minio, "files");
        }
    }

    @Test
    void aCutOffTransferLeavesNothingBehindInFiles() {
        try (SluiceProcess sluice = SluiceProcess.started(Setup.embedded().withJvmOptions("-Xmx256m"))) {
            leavesNothingBehind(sluice);
        }
    }

    private static void leavesNothingBehind(SluiceProcess sluice) {
        try (SlowClients clients = new SlowClients()) {
            Proof.awaitReady(sluice, clients);
            cutUploads(sluice, clients);
            cutDownloads(sluice, clients);
            Proof.assertAtRest(sluice, clients);
            ClientOutcome listing = clients.call(ClientRequest.get(sluice.uri("/api/v1/buckets/files/objects")), 60);
            assertThat(listing.text()).as("seed %d", SEED).contains("\"whole\"").doesNotContain("\"cut-");
        }
    }

    private static void cutUploads(SluiceProcess sluice, SlowClients clients) {
        Random random = new Random(SEED);
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < CUTS; i++) {
            Content content = new Content(i, random.nextLong(SMALLEST, LARGEST));
            ClientRequest put = ClientRequest.put(uri(sluice, "cut-" + i), content)
                    .cutOff(new Cut(random.nextLong(1, content.length()), i % 4 < 2));
            exchanges.add(clients.start(i % 2 == 0 ? put : put.inChunks()));
            if (exchanges.size() == AT_ONCE || i == CUTS - 1) {
                exchanges.forEach(CutOffUploadIT::assertLeft);
                exchanges.clear();
            }
        }
    }

    private static void cutDownloads(SluiceProcess sluice, SlowClients clients) {
        Content whole = new Content(CUTS, LARGEST);
        Proof.assertAnswered(clients.call(ClientRequest.put(uri(sluice, "whole"), whole), 120), 201);
        Random random = new Random(SEED);
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < CUTS; i++) {
            Cut cut = new Cut(random.nextLong(1, whole.length()), i % 2 == 0);
            exchanges.add(
                    clients.start(ClientRequest.get(uri(sluice, "whole"), whole).cutOff(cut)));
        }
        exchanges.forEach(CutOffUploadIT::assertLeft);
        Proof.assertAnswered(clients.call(ClientRequest.get(uri(sluice, "whole"), whole), 120), 200);
    }

    private static void assertLeft(Exchange exchange) {
        ClientOutcome outcome = SlowClients.await(exchange, 120);
        assertThat(outcome.left()).as("seed %d: %s", SEED, outcome).isTrue();
    }

    private static URI uri(SluiceProcess sluice, String key) {
        return sluice.uri("/api/v1/buckets/files/objects/" + key);
    }
}
