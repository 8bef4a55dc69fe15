package io.sluice.testing.http;

import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** One Sluice for all tests of a class; everybody has to show it who they are. */
@ExtendWith(ServersTellOnFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GuardedSluice {
    private @Nullable SluiceProcess process;

    /** What the process runs on. */
    protected abstract SluiceProcess.Setup setup();

    /** What is configured beside that. */
    protected Map<String, String> properties() {
        return Map.of();
    }

    @BeforeAll
    final void startProcess() {
        process = SluiceProcess.ready(setup().requiringCredentials().withProperties(properties()));
    }

    @AfterAll
    final void stopProcess() {
        sluice().close();
    }

    protected final SluiceProcess sluice() {
        return Objects.requireNonNull(process);
    }

    protected final Calls anybody() {
        return new Calls(sluice()::uri);
    }

    protected final Calls admin() {
        return anybody().as(SluiceProcess.ADMIN_KEY);
    }
}
