package io.sluice.feature.objects.http;

import io.sluice.testing.RealMinio;
import io.sluice.testing.SluiceProcess;
import java.util.Map;
import java.util.UUID;

/** Owners over a real MinIO. */
class S3OwnersIT extends OwnersContract {
    @Override
    protected SluiceProcess.Setup setup() {
        return SluiceProcess.Setup.on(RealMinio.shared())
                .withProperties(Map.of("sluice.bucket", "owners-" + UUID.randomUUID()));
    }
}
