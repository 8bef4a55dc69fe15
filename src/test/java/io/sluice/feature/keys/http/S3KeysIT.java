package io.sluice.feature.keys.http;

import io.sluice.testing.RealMinio;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.util.Map;
import java.util.UUID;

/** API keys over a real MinIO. */
class S3KeysIT extends KeysContract {
    private static final String BUCKET = "keys-" + UUID.randomUUID();

    @Override
    protected Setup setup() {
        return Setup.on(RealMinio.shared()).withProperties(Map.of("sluice.bucket", BUCKET));
    }

    @Override
    String stored(SluiceProcess sluice, String key) {
        return RealMinio.shared().mc("cat", "m/" + BUCKET + "/sluice-system/" + key);
    }
}
