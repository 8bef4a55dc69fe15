package io.sluice.feature.frames.http;

import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reading frames, on one process for all its contracts. */
@ExtendWith(ServersTellOnFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FrameReadApiContract {
    private @Nullable SluiceProcess process;

    /** What the process runs on. */
    abstract SluiceProcess.Setup setup();

    @BeforeAll
    final void start() {
        process = SluiceProcess.ready(setup());
    }

    @AfterAll
    final void stop() {
        Objects.requireNonNull(process).close();
    }

    private SluiceProcess running() {
        return Objects.requireNonNull(process);
    }

    @Nested
    class Finding extends FrameFindContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Streams extends FrameStreamContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Settings extends CameraSettingsContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Erasing extends ErasureContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class LettingGo extends RetentionContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Joining extends CompactionApiContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }
}
