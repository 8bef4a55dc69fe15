package io.sluice.proof;

import static io.sluice.proof.Proof.KIB;

import io.sluice.testing.ClientOutcome;
import io.sluice.testing.ClientRequest;
import io.sluice.testing.Content;
import io.sluice.testing.SlowClients;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Puts and gets small objects one after another, and keeps the time. */
final class FastClient {
    private static final long SIZE = 10 * KIB;
    private static final int KEYS = 100;
    private static final int PATIENCE_SECONDS = 60;

    private final SlowClients clients;
    private final Function<String, URI> object;
    private final List<Duration> puts = new ArrayList<>();
    private final List<Duration> gets = new ArrayList<>();
    private final List<ClientOutcome> failures = new ArrayList<>();

    FastClient(SlowClients clients, Function<String, URI> object) {
        this.clients = clients;
        this.object = object;
    }

    void runFor(long seconds) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (int round = 0; System.nanoTime() < end; round++) {
            URI uri = object.apply("fast-" + round % KEYS);
            Content content = new Content(round, SIZE);
            note(clients.call(ClientRequest.put(uri, content), PATIENCE_SECONDS), 201, puts);
            note(clients.call(ClientRequest.get(uri, content), PATIENCE_SECONDS), 200, gets);
        }
    }

    private void note(ClientOutcome outcome, int status, List<Duration> times) {
        times.add(outcome.took());
        if (!outcome.is(status)) {
            failures.add(outcome);
        }
    }

    List<ClientOutcome> failures() {
        return failures;
    }

    void tell() {
        tell("put", puts);
        tell("get", gets);
    }

    private static void tell(String what, List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        Proof.tell("fast client, %s of %d KiB: %d times, median %.1f ms, longest %.1f ms"
                .formatted(
                        what,
                        SIZE / KIB,
                        sorted.size(),
                        sorted.get(sorted.size() / 2).toNanos() / 1e6,
                        sorted.getLast().toNanos() / 1e6));
    }
}
