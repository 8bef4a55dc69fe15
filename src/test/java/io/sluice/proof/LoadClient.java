package io.sluice.proof;

import static io.sluice.proof.Proof.KIB;
import static io.sluice.proof.Proof.MIB;

import io.sluice.testing.ClientOutcome;
import io.sluice.testing.ClientRequest;
import io.sluice.testing.Content;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Puts and gets objects small and large, one after another on a thread of its own, and notes every answer. */
final class LoadClient implements Runnable {
    private static final int PATIENCE_SECONDS = 120;
    private static final int LARGE_ONE_IN = 8;

    private final SlowClients clients;
    private final SluiceProcess sluice;
    private final Random random;
    private final int number;
    private final Map<String, Content> acknowledged = new LinkedHashMap<>();
    private final List<ClientOutcome> wrong = new ArrayList<>();
    private int refused;
    private int brokenOff;
    private volatile boolean stopped;

    LoadClient(SlowClients clients, SluiceProcess sluice, long seed, int number) {
        this.clients = clients;
        this.sluice = sluice;
        this.random = new Random(seed);
        this.number = number;
    }

    @Override
    public void run() {
        for (int round = 0; !stopped; round++) {
            String key = "load-" + number + "-" + round;
            Content content = new Content(number * 100_000L + round, size());
            ClientRequest put = ClientRequest.put(uri(key), content);
            if (noted(clients.call(random.nextBoolean() ? put : put.inChunks(), PATIENCE_SECONDS), 201)) {
                acknowledged.put(key, content);
            }
            if (!acknowledged.isEmpty()) {
                String known = new ArrayList<>(acknowledged.keySet()).get(random.nextInt(acknowledged.size()));
                noted(clients.call(ClientRequest.get(uri(known), acknowledged.get(known)), PATIENCE_SECONDS), 200);
            }
        }
    }

    private long size() {
        boolean large = random.nextInt(LARGE_ONE_IN) == 0;
        return large ? random.nextLong(9 * MIB, 20 * MIB) : random.nextLong(1, 200 * KIB);
    }

    private URI uri(String key) {
        return sluice.uri("/api/v1/buckets/files/objects/" + key);
    }

    /** Whether the request did what it should; a failure counts as wrong unless it says what it has to. */
    private boolean noted(ClientOutcome outcome, int status) {
        if (outcome.is(status)) {
            return true;
        }
        boolean said = outcome.is(503)
                && outcome.header("content-type").equals("application/problem+json")
                && !outcome.header("retry-after").isEmpty();
        boolean begun = outcome.request().method().equals("GET") && outcome.status() == 200;
        boolean atOnceSeen = outcome.broken() != null && !outcome.broken().contains("wrong bytes");
        if (said) {
            refused++;
        } else if (begun && atOnceSeen) {
            brokenOff++;
        } else {
            wrong.add(outcome);
        }
        return false;
    }

    void stop() {
        stopped = true;
    }

    Map<String, Content> acknowledged() {
        return acknowledged;
    }

    List<ClientOutcome> wrong() {
        return wrong;
    }

    int refused() {
        return refused;
    }

    int brokenOff() {
        return brokenOff;
    }
}
