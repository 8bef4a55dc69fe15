package io.sluice.feature.frames.http;

import io.sluice.testing.RealMinio;
import io.sluice.testing.SluiceProcess.Setup;
import java.util.Map;
import java.util.UUID;

/** Reading frames from a real MinIO. */
class S3FrameReadApiIT extends FrameReadApiContract {
    @Override
    Setup setup() {
        return Setup.on(RealMinio.shared())
                .withProperties(Map.of(
                        "sluice.buckets.frames.name", "frames-" + UUID.randomUUID(),
                        "sluice.buckets.files.name", "files-" + UUID.randomUUID()));
    }
}
