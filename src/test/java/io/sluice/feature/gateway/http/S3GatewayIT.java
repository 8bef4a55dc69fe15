package io.sluice.feature.gateway.http;

import io.sluice.testing.RealMinio;
import io.sluice.testing.SluiceProcess.Setup;
import java.util.Map;
import java.util.UUID;

/** The public gateway over a real MinIO. */
class S3GatewayIT extends GatewayContract {
    @Override
    Setup setup() {
        return Setup.on(RealMinio.shared()).withProperties(Map.of("sluice.bucket", "gateway-" + UUID.randomUUID()));
    }
}
