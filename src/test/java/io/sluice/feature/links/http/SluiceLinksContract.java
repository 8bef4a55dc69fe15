package io.sluice.feature.links.http;

import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Links of Sluice itself, on one process for all their contracts. */
@ExtendWith(ServersTellOnFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SluiceLinksContract {
    private @Nullable SluiceProcess process;

    abstract Setup setup();

    @BeforeAll
    final void start() {
        Map<String, String> properties = new HashMap<>();
        properties.put("sluice.buckets.files.audit-reads", "true");
        properties.put("sluice.buckets.files.cors.origins", LinksFixture.APP);
        properties.put("sluice.buckets.files.cors.methods", "GET,PUT");
        properties.put("sluice.buckets.owned.ownership", "true");
        properties.put("sluice.objects.max-size", LinksFixture.MOST + "");
        process = SluiceProcess.ready(
                setup().requiringCredentials().withProperties(properties).withJvmOptions("-Xmx256m"));
    }

    @AfterAll
    final void stop() {
        running().close();
    }

    private SluiceProcess running() {
        return Objects.requireNonNull(process);
    }

    @Nested
    class Uses extends LinkUseContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Ends extends LinkEndContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Parts extends LinkPartsContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Making extends LinkMakingContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }
}
