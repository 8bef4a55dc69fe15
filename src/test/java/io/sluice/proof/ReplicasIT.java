package io.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.RealMinio;
import io.sluice.testing.RealRedis;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two replicas with one MinIO and one Redis: nobody reads what is older than the bound, and nobody reads on the replica of a
 * write what was there before it.
 */
@ExtendWith(ServersTellOnFailure.class)
class ReplicasIT {
    private static final int CLIENTS = 8;
    private static final int KEYS_EACH = 20;
    private static final long SECONDS = Proof.pick(120, 12);
    private static final long SEED = Long.getLong("sluice.proof.seed", 4242);

    private static final Duration FRESH = Duration.ofMillis(500);

    /** What is told fresh, and the time of one call to the store on a machine that is busy. */
    private static final Duration BOUND = FRESH.plusMillis(500);

    @Test
    void nobodyReadsWhatIsOlderThanTheBound() throws InterruptedException {
        try (RealMinio minio = RealMinio.started();
                RealRedis redis = RealRedis.started();
                SluiceProcess one = SluiceProcess.started(setup(minio, redis));
                SluiceProcess two = SluiceProcess.started(setup(minio, redis));
                SlowClients clients = new SlowClients()) {
            Proof.awaitReady(one, clients);
            Proof.awaitReady(two, clients);
            List<ReplicaClient> load = load(clients, List.of(one, two));
            seed(minio, clients, load);
            List<Thread> threads = load.stream()
                    .map(client -> Thread.ofPlatform().start(client))
                    .toList();

            TimeUnit.SECONDS.sleep(SECONDS); // The length of the load, not a wait for anything.
            load.forEach(ReplicaClient::stop);
            for (Thread thread : threads) {
                thread.join(Duration.ofMinutes(2));
            }

            Map<String, Integer> counts = counts(load);
            Proof.tell("two replicas, %d clients, %d keys, %d s: %s"
                    .formatted(CLIENTS, CLIENTS * KEYS_EACH, SECONDS, counts));
            load.forEach(
                    client -> assertThat(client.wrong()).as("seed %d", SEED).isEmpty());
            assertThat(counts).containsKeys("reads from l1", "reads from l2", "reads from miss", "deletes");
        }
    }

    /** A machine whose processors are shared has pauses that are no outage of Redis. */
    private static Setup setup(RealMinio minio, RealRedis redis) {
        return Setup.on(minio)
                .withEnvironment(Map.of("REDIS_URL", redis.endpoint().toString()))
                .withProperties(Map.of("sluice.redis.timeout", "2s", "sluice.cache.fresh-for", FRESH.toString()))
                .withJvmOptions("-Xmx256m");
    }

    /** Written by neither replica, so that Redis has no marks of them and takes what is read. */
    private static void seed(RealMinio minio, SlowClients clients, List<ReplicaClient> load)
            throws InterruptedException {
        Setup forgetful = Setup.on(minio)
                .withProperties(Map.of("sluice.cache.enabled", "false"))
                .withJvmOptions("-Xmx256m");
        try (SluiceProcess other = SluiceProcess.started(forgetful)) {
            Proof.awaitReady(other, clients);
            List<Thread> threads = load.stream()
                    .map(client -> Thread.ofPlatform().start(() -> client.seed(other)))
                    .toList();
            for (Thread thread : threads) {
                thread.join(Duration.ofMinutes(2));
            }
        }
    }

    private static List<ReplicaClient> load(SlowClients clients, List<SluiceProcess> replicas) {
        List<ReplicaKey> all = IntStream.range(0, CLIENTS * KEYS_EACH)
                .mapToObj(number -> new ReplicaKey("replicas-" + number))
                .toList();
        return IntStream.range(0, CLIENTS)
                .mapToObj(number -> new ReplicaClient(
                        clients,
                        replicas,
                        new ReplicaClient.Keys(all.subList(number * KEYS_EACH, (number + 1) * KEYS_EACH), all),
                        SEED + number,
                        BOUND.toNanos()))
                .toList();
    }

    private static Map<String, Integer> counts(List<ReplicaClient> load) {
        Map<String, Integer> counts = new TreeMap<>();
        load.forEach(client -> client.counts().forEach((what, count) -> counts.merge(what, count, Integer::sum)));
        return counts;
    }
}
