package io.sluice.proof;

import io.sluice.testing.ClientOutcome;
import io.sluice.testing.ClientRequest;
import io.sluice.testing.Content;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes keys of its own and reads those of all, over both replicas, and notes every answer that is too old. */
final class ReplicaClient implements Runnable {
    private static final int PATIENCE_SECONDS = 60;
    private static final int DIGITS = 8;

    /** Two of ten write. */
    private static final int WRITES_OF_TEN = 2;

    private final SlowClients clients;
    private final List<SluiceProcess> replicas;
    private final List<ReplicaKey> mine;
    private final List<ReplicaKey> all;
    private final Random random;
    private final long boundNanos;
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private volatile boolean stopped;

    /** Who writes and reads what. */
    record Keys(List<ReplicaKey> mine, List<ReplicaKey> all) {}

    ReplicaClient(SlowClients clients, List<SluiceProcess> replicas, Keys keys, long seed, long boundNanos) {
        this.clients = clients;
        this.replicas = replicas;
        this.mine = keys.mine();
        this.all = keys.all();
        this.random = new Random(seed);
        this.boundNanos = boundNanos;
    }

    @Override
    public void run() {
        while (!stopped) {
            int replica = random.nextInt(replicas.size());
            if (random.nextInt(10) < WRITES_OF_TEN) {
                write(mine.get(random.nextInt(mine.size())), replica);
            } else {
                // Its own keys more often, so that what was just written is read at once.
                List<ReplicaKey> from = random.nextBoolean() ? mine : all;
                int some = 1 + random.nextInt(from.size());
                read(from.get(random.nextInt(some)), replica);
            }
        }
    }

    /** Puts the first version of its keys through another Sluice. */
    void seed(SluiceProcess other) {
        for (ReplicaKey key : mine) {
            int number = key.begin();
            ClientOutcome outcome = call(ClientRequest.put(
                    other.uri("/api/v1/buckets/files/objects/" + key.name()), new Content(number, number)));
            noted(outcome, 201, "first puts");
            key.end(replicas.size(), outcome.header("etag"));
        }
    }

    private ClientOutcome call(ClientRequest request) {
        return clients.call(request, PATIENCE_SECONDS);
    }

    private URI uri(ReplicaKey key, int replica) {
        return replicas.get(replica).uri("/api/v1/buckets/files/objects/" + key.name());
    }

    private void write(ReplicaKey key, int replica) {
        int number = key.begin();
        if (random.nextInt(4) == 0) {
            ClientOutcome outcome = call(ClientRequest.delete(uri(key, replica)));
            noted(outcome, 204, "deletes");
            key.end(replica, "");
        } else {
            // Its length is the number of its write: whatever tells of the object tells which one.
            ClientRequest put = ClientRequest.put(uri(key, replica), new Content(number, number));
            boolean conditional = !key.tag().isEmpty() && random.nextBoolean();
            ClientOutcome outcome = call(conditional ? put.with("If-Match", key.tag()) : put);
            noted(outcome, 201, conditional ? "conditional puts" : "puts");
            key.end(replica, outcome.header("etag"));
        }
        if (random.nextBoolean()) {
            read(key, replica);
        }
    }

    private void read(ReplicaKey key, int replica) {
        String tag = key.tag();
        int oldest = key.oldestFor(replica, boundNanos);
        ClientRequest get = ClientRequest.get(uri(key, replica));
        ClientRequest request = switch (random.nextInt(6)) {
            case 0 -> ClientRequest.head(uri(key, replica));
            case 1 -> tag.isEmpty() ? get : get.with("If-None-Match", tag);
            case 2 -> tag.isEmpty() ? get : get.with("If-Match", tag);
            case 3 -> get.with("Range", "bytes=0-0");
            case 4 ->
                tag.isEmpty() ? get : ClientRequest.head(uri(key, replica)).with("If-None-Match", tag);
            default -> get;
        };
        judge(key, oldest, tag, call(request));
    }

    private void judge(ReplicaKey key, int oldest, String tag, ClientOutcome outcome) {
        count("reads from " + outcome.header("x-cache"));
        switch (outcome.status()) {
            case 200, 206 -> atLeast(key, oldest, number(outcome), outcome);
            case 304 -> atLeast(key, oldest, key.numberOf(tag).orElse(0), outcome);
            case 404 -> {
                if (!key.missingSince(oldest)) {
                    wrong(key, oldest, outcome);
                }
            }
            case 412 -> {
                // It named the last tag its reader knew; the store says so only when there is another.
                if (!outcome.request().headers().containsKey("If-Match")) {
                    wrong(key, oldest, outcome);
                }
            }
            default -> wrong(key, oldest, outcome);
        }
    }

    private static int number(ClientOutcome outcome) {
        String length = outcome.status() == 206
                ? outcome.header("content-range").replaceFirst(".*/", "")
                : outcome.header("content-length");
        return length.isEmpty() || length.length() > DIGITS ? 0 : Integer.parseInt(length);
    }

    private void atLeast(ReplicaKey key, int oldest, int number, ClientOutcome outcome) {
        if (number < oldest || outcome.broken() != null) {
            wrong(key, oldest, outcome);
        }
    }

    private void noted(ClientOutcome outcome, int status, String what) {
        count(what);
        if (!outcome.is(status)) {
            wrong.add(outcome.toString());
        }
    }

    private void wrong(ReplicaKey key, int oldest, ClientOutcome outcome) {
        wrong.add("not older than write %d: %s; %s; %s".formatted(oldest, key, outcome, outcome.headers()));
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    void stop() {
        stopped = true;
    }

    List<String> wrong() {
        return wrong;
    }

    Map<String, Integer> counts() {
        return counts;
    }
}
