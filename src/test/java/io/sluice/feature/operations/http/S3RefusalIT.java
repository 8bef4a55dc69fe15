package io.sluice.feature.operations.http;

import io.sluice.testing.RealMinio;
import io.sluice.testing.SluiceProcess.Setup;
import java.util.Map;
import java.util.UUID;

/** Refusals over a real MinIO. */
class S3RefusalIT extends RefusalContract {
    @Override
    protected Setup setup() {
        return Setup.on(RealMinio.shared()).withProperties(Map.of("sluice.bucket", "refusal-" + UUID.randomUUID()));
    }
}
