package io.sluice.feature.objects.http;

import io.sluice.testing.RealMinio;
import io.sluice.testing.SluiceProcess.Setup;
import java.util.Map;
import java.util.UUID;

/** The objects API over a real MinIO. */
class S3ObjectsApiIT extends ObjectsApiContract {
    @Override
    Setup setup() {
        return Setup.on(RealMinio.shared())
                .withProperties(Map.of("sluice.buckets.files.name", "api-" + UUID.randomUUID()));
    }
}
