package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifecycleIT {
    @Test
    void beyondLoopbackSluiceDoesNotStartUnlessTold() {
        Setup everywhere = Setup.embedded().withProperties(Map.of("quarkus.http.host", "0.0.0.0"));

        assertThatIllegalStateException()
                .isThrownBy(() -> SluiceProcess.started(everywhere))
                .withMessageContaining("ended with exit code")
                .withMessageContaining("sluice.access.mode=open");
    }
}
