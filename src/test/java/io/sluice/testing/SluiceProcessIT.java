package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.testing.SluiceProcess.Setup;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ServersTellOnFailure.class)
class SluiceProcessIT {
    @Test
    void theProductionJarStartsAgainAfterItWasKilled() throws IOException {
        Setup setup = Setup.embedded().withJvmOptions("-Xmx256m");
        try (SluiceProcess sluice = SluiceProcess.started(setup)) {
            long first = sluice.process().pid();
            sluice.kill();

            sluice.start();

            assertThat(sluice.process().pid()).isNotEqualTo(first);
            assertThat(Answers.ok(sluice.uri("/q/health/live"))).isTrue();
        }
    }

    @Test
    void aWrongSettingIsToldByTheFailureToStart() {
        Setup setup = Setup.embedded().withProperties(Map.of("quarkus.http.port", "no-number"));

        assertThatIllegalStateException()
                .isThrownBy(() -> SluiceProcess.started(setup))
                .withMessageContaining("no-number");
    }
}
