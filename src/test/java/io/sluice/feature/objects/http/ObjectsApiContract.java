package io.sluice.feature.objects.http;

import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The objects API, on one process for all its contracts. */
@ExtendWith(ServersTellOnFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ObjectsApiContract {
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
    class Puts extends PutApiContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Reads extends ReadApiContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Ranges extends RangeApiContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Conditions extends ConditionApiContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Digests extends DigestApiContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Expects extends ExpectApiContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class BadInput extends BadInputApiContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Listings extends ListingApiContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Caches extends CacheApiContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }

    @Nested
    class Connections extends ConnectionApiContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }
}
