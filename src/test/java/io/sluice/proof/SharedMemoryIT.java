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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Transfers of many clients use the same memory one after another; whoever goes away in the middle spoils it for nobody. */
@ExtendWith(ServersTellOnFailure.class)
class SharedMemoryIT {
    private static final long SEED = 20_261_121;
    private static final int ROUNDS = (int) Proof.pick(40, 8);
    private static final int AT_ONCE = 12;
    private static final long SLOW = 4 * MIB;

    private static final long LONGEST_FRAME = 2 * MIB;

    private final Random random = new Random(SEED);
    private final Instant begin = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
    private final List<Kept> stored = new ArrayList<>();
    private int made;

    /** An object, or a frame. */
    private record Kept(Content content, ClientRequest read, ClientRequest write) {}

    @Test
    void everyClientGetsItsOwnBytesWhileOthersAreCutOff() {
        try (RealMinio minio = RealMinio.started();
                SluiceProcess sluice = SluiceProcess.started(Setup.on(minio).withJvmOptions("-Xmx256m"));
                SlowClients clients = new SlowClients()) {
            Proof.awaitReady(sluice, clients);
            for (int round = 0; round < ROUNDS; round++) {
                play(sluice, clients);
            }
            Proof.assertAtRest(sluice, clients);
        }
    }

    private void play(SluiceProcess sluice, SlowClients clients) {
        List<Exchange> whole = new ArrayList<>();
        List<Exchange> cut = new ArrayList<>();
        List<Kept> sent = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            boolean reads = !stored.isEmpty() && random.nextBoolean();
            Kept kept = reads
                    ? stored.get(random.nextInt(stored.size()))
                    : random.nextBoolean() ? object(sluice) : frame(sluice);
            ClientRequest request = reads ? kept.read() : kept.write();
            if (random.nextInt(3) == 0) {
                Cut when = new Cut(random.nextLong(1, kept.content().length()), random.nextBoolean());
                cut.add(clients.start(request.cutOff(when)));
            } else {
                whole.add(clients.start(random.nextInt(3) == 0 ? request.at(SLOW) : request));
                if (!reads) {
                    sent.add(kept);
                }
            }
        }
        for (Exchange exchange : whole) {
            ClientOutcome outcome = SlowClients.await(exchange, 120);
            int status = outcome.request().method().equals("GET") ? 200 : 201;
            assertThat(outcome.is(status)).as("seed %d: %s", SEED, outcome).isTrue();
        }
        cut.forEach(exchange -> assertThat(SlowClients.await(exchange, 120).left())
                .as("seed %d", SEED)
                .isTrue());
        stored.addAll(sent);
    }

    private Kept object(SluiceProcess sluice) {
        Content content = new Content(random.nextLong(), random.nextLong(100 * KIB, 12 * MIB));
        URI uri = sluice.uri("/api/v1/buckets/files/objects/" + content.seed());
        return new Kept(content, ClientRequest.get(uri, content), ClientRequest.put(uri, content));
    }

    private Kept frame(SluiceProcess sluice) {
        Content content = new Content(random.nextLong(), random.nextLong(KIB, LONGEST_FRAME));
        String time = begin.plusMillis(made++).toString();
        URI frames = sluice.uri("/api/v1/cameras/gate/frames");
        URI one = sluice.uri("/api/v1/cameras/gate/frames/" + time + "?match=exact");
        return new Kept(
                content,
                ClientRequest.get(one, content),
                ClientRequest.post(frames, content).with("X-Frame-Time", time));
    }
}
