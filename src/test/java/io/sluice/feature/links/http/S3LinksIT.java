package io.sluice.feature.links.http;

import io.sluice.testing.RealMinio;
import io.sluice.testing.SluiceProcess.Setup;
import java.util.Map;
import java.util.UUID;

/** Links of Sluice over a real MinIO. */
class S3LinksIT extends SluiceLinksContract {
    @Override
    Setup setup() {
        return Setup.on(RealMinio.shared()).withProperties(Map.of("sluice.bucket", "links-" + UUID.randomUUID()));
    }
}
