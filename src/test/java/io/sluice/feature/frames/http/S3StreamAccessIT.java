package io.sluice.feature.frames.http;

import io.sluice.testing.RealMinio;
import io.sluice.testing.SluiceProcess.Setup;
import java.util.Map;
import java.util.UUID;

/** Who may stream, over a real MinIO. */
class S3StreamAccessIT extends StreamAccessContract {
    @Override
    protected Setup setup() {
        return Setup.on(RealMinio.shared()).withProperties(Map.of("sluice.bucket", "streams-" + UUID.randomUUID()));
    }
}
