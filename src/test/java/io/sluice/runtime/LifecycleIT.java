package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifecycleIT {
    @Test
    void whatIsUnderWayIsFinishedBeforeTheStoreIsClosed() throws IOException, InterruptedException {
        try (SluiceProcess sluice = SluiceProcess.started(Setup.embedded());
                Wire wire = Wire.to(sluice.uri("/"))) {
            wire.head("PUT /api/v1/buckets/files/objects/late", "Content-Length: 2", "Expect: 100-continue");
            wire.answer().has(100);

            Thread stopping = Thread.ofVirtual().start(sluice::stop);
            await().atMost(Duration.ofSeconds(4)).until(() -> isStopping(sluice));
            wire.bytes(new byte[] {1, 2});

            wire.answer().has(201);
            stopping.join(Duration.ofSeconds(10));
            assertThat(sluice.process().isAlive()).isFalse();
            assertThat(Files.readString(sluice.folder().resolve("sluice.log"))).doesNotContain("WARN", "ERROR");
        }
    }

    /** Whoever comes now is still served, and told to go elsewhere. */
    private static boolean isStopping(SluiceProcess sluice) {
        try (Wire wire = Wire.to(sluice.uri("/"))) {
            wire.head("GET /api/v1/buckets/files/objects");
            return wire.answer().header("Connection").orElse("").equals("close");
        }
    }

    @Test
    void beyondLoopbackSluiceDoesNotStartUnlessTold() {
        Setup everywhere = Setup.embedded().withProperties(Map.of("quarkus.http.host", "0.0.0.0"));

        assertThatIllegalStateException()
                .isThrownBy(() -> SluiceProcess.started(everywhere))
                .withMessageContaining("ended with exit code")
                .withMessageContaining("sluice.access.mode=open");
    }
}
