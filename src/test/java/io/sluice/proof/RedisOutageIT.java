package io.sluice.proof;

import static io.sluice.proof.Proof.KIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ClientOutcome;
import io.sluice.testing.ClientRequest;
import io.sluice.testing.Content;
import io.sluice.testing.HoldingProxy;
import io.sluice.testing.RealMinio;
import io.sluice.testing.RealRedis;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Redis dies, comes back, falls silent and speaks again, under load: no request fails, and none waits for it to speak of. */
@ExtendWith(ServersTellOnFailure.class)
class RedisOutageIT {
    private static final int CLIENTS = 8;
    private static final int KEYS_EACH = 20;
    private static final int PATIENCE_SECONDS = 60;
    private static final long PHASE_SECONDS = Proof.pick(20, 3);
    private static final long SEED = 99;

    private static final Duration TIMEOUT = Duration.ofMillis(20);

    /** What is beyond the timeout is the noise of a machine whose processors and disks are shared. */
    private static final Duration NOISE = Duration.ofSeconds(2);

    /** Less than the timeout: if every request waited for Redis, the median would show it. */
    private static final Duration NOISE_OF_MEDIAN = Duration.ofMillis(12);

    private final Queue<ClientOutcome> outcomes = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    private record Phase(String name, List<Duration> took) {
        Duration median() {
            return took.get(took.size() / 2);
        }

        Duration longest() {
            return took.getLast();
        }
    }

    @Test
    void anOutageOfRedisFailsNothingAndHoldsUpNobody() throws InterruptedException {
        try (RealMinio minio = RealMinio.started();
                RealRedis redis = RealRedis.started();
                HoldingProxy proxy = new HoldingProxy(redis.port());
                SluiceProcess sluice = SluiceProcess.started(Setup.on(minio)
                        .withEnvironment(Map.of("REDIS_URL", "redis://127.0.0.1:" + proxy.port()))
                        .withJvmOptions("-Xmx256m"));
                SlowClients clients = new SlowClients()) {
            Proof.awaitReady(sluice, clients);
            List<Thread> load = IntStream.range(0, CLIENTS)
                    .mapToObj(number -> Thread.ofPlatform().start(() -> run(clients, sluice, number)))
                    .toList();
            phase("warming up");
            Phase before = phase("redis is there");
            List<Phase> phases = new ArrayList<>();
            redis.process().kill();
            phases.add(phase("redis is killed"));
            redis.start();
            awaitRedis(sluice, clients, "up");
            phases.add(phase("redis is back"));
            proxy.hold();
            phases.add(phase("redis is silent"));
            proxy.release();
            awaitRedis(sluice, clients, "up");
            phases.add(phase("redis speaks again"));
            stopped = true;
            for (Thread thread : load) {
                thread.join(Duration.ofMinutes(2));
            }

            phases.forEach(phase -> assertHeldUpNobody(phase, before));
            Proof.assertAtRest(sluice, clients);
        }
    }

    private static void assertHeldUpNobody(Phase phase, Phase before) {
        assertThat(phase.longest())
                .as("the longest when %s, before %s, seed %d", phase.name(), before.longest(), SEED)
                .isLessThan(before.longest().plus(TIMEOUT).plus(NOISE));
        assertThat(phase.median())
                .as("the median when %s, before %s, seed %d", phase.name(), before.median(), SEED)
                .isLessThan(before.median().multipliedBy(2).plus(NOISE_OF_MEDIAN));
    }

    private void run(SlowClients clients, SluiceProcess sluice, int number) {
        Random random = new Random(SEED + number);
        for (int round = 0; !stopped; round++) {
            URI uri = sluice.uri("/api/v1/buckets/files/objects/outage-" + number + "-" + random.nextInt(KEYS_EACH));
            Content content = new Content(number * 1_000_000L + round, KIB);
            outcomes.add(clients.call(ClientRequest.put(uri, content), PATIENCE_SECONDS));
            for (int i = 0; i < 3; i++) {
                outcomes.add(clients.call(ClientRequest.head(uri), PATIENCE_SECONDS));
                outcomes.add(clients.call(ClientRequest.get(uri, content), PATIENCE_SECONDS));
            }
        }
    }

    private Phase phase(String name) throws InterruptedException {
        outcomes.clear();
        TimeUnit.SECONDS.sleep(PHASE_SECONDS); // The length of the phase, not a wait for anything.
        List<ClientOutcome> all = List.copyOf(outcomes);
        List<ClientOutcome> failed = all.stream()
                .filter(outcome -> outcome.status() / 100 != 2 || outcome.broken() != null)
                .toList();
        Phase phase =
                new Phase(name, all.stream().map(ClientOutcome::took).sorted().toList());
        Proof.tell("%s: %d requests, %d failed, median %.1f ms, longest %.1f ms"
                .formatted(
                        name,
                        all.size(),
                        failed.size(),
                        phase.median().toNanos() / 1e6,
                        phase.longest().toNanos() / 1e6));
        assertThat(failed).as("failed when %s, seed %d", name, SEED).isEmpty();
        return phase;
    }

    /** As a probe sees it. */
    private static void awaitRedis(SluiceProcess sluice, SlowClients clients, String state) {
        Awaitility.await("redis " + state)
                .atMost(Duration.ofSeconds(30))
                .until(() -> clients.call(ClientRequest.get(sluice.uri("/q/health/ready")), PATIENCE_SECONDS)
                        .text()
                        .contains("\"state\": \"" + state + "\""));
    }
}
