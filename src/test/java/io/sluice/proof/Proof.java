package io.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ClientOutcome;
import io.sluice.testing.ClientRequest;
import io.sluice.testing.RealMinio;
import io.sluice.testing.Scrape;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * What the proofs share. Each has a full form ({@code -Dsluice.proof=full}, by {@code make proof}) and a short one with smaller
 * numbers, which runs with every other test.
 */
final class Proof {
    static final long KIB = 1L << 10;
    static final long MIB = 1L << 20;

    private static final boolean FULL = "full".equals(System.getProperty("sluice.proof"));
    private static final int BRIEF_SECONDS = 30;

    private Proof() {}

    static long pick(long full, long brief) {
        return FULL ? full : brief;
    }

    /** Tells a figure that was seen. */
    static void tell(String figure) {
        System.out.println("proof: " + figure);
    }

    static void awaitReady(SluiceProcess sluice, SlowClients clients) {
        Awaitility.await("readiness").atMost(Duration.ofMinutes(1)).until(() -> ready(sluice, clients) == 200);
    }

    static int ready(SluiceProcess sluice, SlowClients clients) {
        return clients.call(ClientRequest.get(sluice.uri("/q/health/ready")), BRIEF_SECONDS)
                .status();
    }

    /** All memory comes back, nobody waits for any, and the process is well. */
    static void assertAtRest(SluiceProcess sluice, SlowClients clients) {
        Awaitility.await("a free budget").atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Scrape scrape = Scrape.of(sluice);
            assertThat(scrape.sum("sluice_budget_used_bytes")).as("budget used").isZero();
            assertThat(scrape.sum("sluice_budget_waiters")).as("waiters").isZero();
            assertThat(scrape.sum("sluice_store_pool_in_use"))
                    .as("calls to the store")
                    .isZero();
        });
        assertThat(ready(sluice, clients)).isEqualTo(200);
    }

    /** No upload in parts is left behind in {@code bucket}. */
    static void assertNothingIncomplete(RealMinio minio, String bucket) {
        Awaitility.await("the end of incomplete uploads")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(minio.mc("ls", "--incomplete", "--recursive", "m/" + bucket))
                        .isBlank());
    }

    static void assertAnswered(ClientOutcome outcome, int status) {
        assertThat(outcome.is(status)).as("%s", outcome).isTrue();
    }

    static void assertMemoryUnder(SluiceProcess sluice, long mostBytes) {
        long peak = sluice.process().use().peakResidentBytes();
        tell("peak resident memory of Sluice: " + peak / MIB + " MiB");
        assertThat(peak).as("peak resident memory").isLessThan(mostBytes);
    }
}
