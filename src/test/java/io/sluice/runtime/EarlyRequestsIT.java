package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.RealMinio;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that come before it is made sure of the buckets. */
@ExtendWith(ServersTellOnFailure.class)
class EarlyRequestsIT {
    private static final String LISTING = "/api/v1/buckets/files/objects";
    private static final byte[] BODY = "early".getBytes(StandardCharsets.UTF_8);

    /** The store is away when it is asked for the first time, and is not asked again. */
    private static Setup on(RealMinio minio) {
        return Setup.on(minio).withProperties(Map.of("sluice.ready.every", "1h"));
    }

    @Test
    void whoComesBeforeTheBucketIsThereIsToldToComeBack() {
        try (RealMinio minio = RealMinio.started()) {
            minio.stop();
            try (SluiceProcess sluice = SluiceProcess.started(on(minio))) {
                Calls http = new Calls(sluice::uri);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> http.call("GET", "/q/health/ready").text().contains("store-"));
                minio.start();

                assertThat(http.call("PUT", LISTING + "/early", BODY)
                                .isProblem(503, "bucket-not-ready")
                                .header("Retry-After"))
                        .isPresent();
                http.call("GET", LISTING + "/early").isProblem(503, "bucket-not-ready");
                http.call("GET", LISTING).isProblem(503, "bucket-not-ready");
                http.call("PUT", "/api/v1/buckets/nowhere/objects/early", BODY).isProblem(404, "bucket-not-found");

                minio.mc("mb", "m/files");
                http.call("PUT", LISTING + "/early", BODY).has(201);
            }
        }
    }
}
