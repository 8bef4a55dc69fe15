package io.sluice.feature.objects.http;

import io.sluice.testing.RealMinio;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The objects API over a real MinIO. */
@ExtendWith(ServersTellOnFailure.class)
class S3ObjectsApiIT {
    private static @Nullable SluiceProcess process;

    @BeforeAll
    static void start() {
        process = SluiceProcess.started(Setup.on(RealMinio.shared())
                .withProperties(Map.of("sluice.buckets.files.name", "api-" + UUID.randomUUID())));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(process).close();
    }

    private static SluiceProcess running() {
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
    class Connections extends ConnectionApiContract {
        @Override
        SluiceProcess sluice() {
            return running();
        }
    }
}
