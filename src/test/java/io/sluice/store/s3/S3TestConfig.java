package io.sluice.store.s3;

import io.sluice.testing.RealMinio;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The adapter's configuration with its defaults, on a real server. */
final class S3TestConfig {
    private S3TestConfig() {}

    static S3Config of(RealMinio minio) {
        return of(minio.endpoint().toString(), minio.accessKey(), minio.secretKey());
    }

    static S3Config of(String endpoint, String accessKey, String secretKey) {
        Map<String, String> values = Map.of(
                "sluice.s3.endpoint", endpoint,
                "sluice.s3.access-key", accessKey,
                "sluice.s3.secret-key", secretKey);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(S3Config.class)
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build();
        return config.getConfigMapping(S3Config.class);
    }
}
