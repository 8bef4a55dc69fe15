package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinioNamesTest {
    private static @Nullable String configured(String ours, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(environment, "environment", 300))
                .withSources(new MinioNames())
                .build()
                .getConfigValue(ours)
                .getValue();
    }

    @ParameterizedTest
    @CsvSource({
        "MINIO_ENDPOINT,http://minio:9000,sluice.s3.endpoint,http://minio:9000",
        "MINIO_ENDPOINT,minio:9000,sluice.s3.endpoint,http://minio:9000",
        "MINIO__ENDPOINT,minio:9000,sluice.s3.endpoint,http://minio:9000",
        "MINIO__endpoint,minio:9000,sluice.s3.endpoint,http://minio:9000",
        "MINIO_ACCESS_KEY,me,sluice.s3.access-key,me",
        "MINIO__ACCESS_KEY,me,sluice.s3.access-key,me",
        "MINIO__access_key,me,sluice.s3.access-key,me",
        "MINIO_SECRET_KEY,hush,sluice.s3.secret-key,hush",
        "MINIO__SECRET_KEY,hush,sluice.s3.secret-key,hush",
        "MINIO__secret_key,hush,sluice.s3.secret-key,hush",
        "MINIO_PUBLIC_ENDPOINT,https://s3.example.com,sluice.s3.public-endpoint,https://s3.example.com",
        "MINIO__PUBLIC_ENDPOINT,s3.example.com,sluice.s3.public-endpoint,http://s3.example.com",
        "MINIO__public_endpoint,s3.example.com,sluice.s3.public-endpoint,http://s3.example.com",
        "MINIO__PRESIGN_EXPIRY,900,sluice.links.read-for,900s",
        "MINIO__presign_expiry,15m,sluice.links.read-for,15m",
        "MINIO_ENABLE_VERSIONING,true,sluice.bucket-defaults.versioning,true",
        "MINIO_ENABLE_ENCRYPTION,1,sluice.bucket-defaults.encryption,sse-s3",
        "MINIO_REGION,eu-1,sluice.s3.region,eu-1",
        "MINIO__REGION,eu-1,sluice.s3.region,eu-1",
        "MINIO__region,eu-1,sluice.s3.region,eu-1",
        "MINIO_BUCKET_NAME,one,sluice.bucket,one",
        "MINIO_BUCKET,one,sluice.bucket,one",
        "MINIO_DEFAULT_BUCKET,one,sluice.bucket,one",
        "MINIO__BUCKET,one,sluice.bucket,one",
        "MINIO__bucket,one,sluice.bucket,one",
        "MINIO_MAX_POOL_CONNECTIONS,77,sluice.s3.connections.read,77",
        "MINIO_MAX_POOL_CONNECTIONS,77,sluice.s3.connections.write,77",
        "MINIO__RETRY_ATTEMPTS,5,sluice.retry.attempts,5",
        "MINIO__retry_attempts,5,sluice.retry.attempts,5",
        "MINIO_ENABLE_CACHING,false,sluice.cache.enabled,false",
        "MINIO_CACHE_TTL,300,sluice.cache.shared-for,300s",
        "MINIO_CACHE_TTL,5m,sluice.cache.shared-for,5m",
        "REDIS_URL,redis://r:6379,sluice.redis.url,redis://r:6379",
        "STORAGE_BACKEND,minio,sluice.store,s3",
        "STORAGE_BACKEND,MinIO,sluice.store,s3",
        "STORAGE_BACKEND,local,sluice.store,local",
        "MINIO_MULTIPART_THRESHOLD,16777216,sluice.transfer.part-size,16777216",
        "MINIO_MULTIPART_THRESHOLD,1024,sluice.transfer.part-size,5242880",
        "MINIO_MULTIPART_THRESHOLD,64M,sluice.transfer.part-size,64M"
    })
    void everyNameOfTheReplacedSystemsWorks(String theirs, String value, String ours, String expected) {
        assertThat(configured(ours, Map.of(theirs, value))).isEqualTo(expected);
        assertThat(configured(ours, Map.of(theirs, " " + value + " "))).isEqualTo(expected);
        assertThat(configured(ours, Map.of(theirs, " "))).isNull();
        assertThat(configured(ours, Map.of())).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "MINIO_SECURE,true,https",
        "MINIO_SECURE,True,https",
        "MINIO_USE_SSL,1,https",
        "MINIO__SECURE,yes,https",
        "MINIO__secure,on,https",
        "MINIO_SECURE,false,http",
        "MINIO_USE_SSL,0,http"
    })
    void anEndpointWithoutASchemeGetsOne(String name, String value, String scheme) {
        assertThat(configured("sluice.s3.endpoint", Map.of("MINIO_ENDPOINT", "minio:9000", name, value)))
                .isEqualTo(scheme + "://minio:9000");
        assertThat(configured("sluice.s3.endpoint", Map.of("MINIO_ENDPOINT", "http://minio:9000", name, value)))
                .isEqualTo("http://minio:9000");
    }

    /** What was switched on by hand is not switched off. */
    @ParameterizedTest
    @CsvSource({
        "MINIO_ENABLE_VERSIONING,sluice.bucket-defaults.versioning",
        "MINIO_ENABLE_ENCRYPTION,sluice.bucket-defaults.encryption"
    })
    void whatIsNotWantedIsNotDeclared(String theirs, String ours) {
        assertThat(configured(ours, Map.of(theirs, "false"))).isNull();
    }

    @Test
    void theFirstOfSeveralNamesWins() {
        assertThat(configured(
                        "sluice.bucket",
                        Map.of("MINIO_DEFAULT_BUCKET", "c", "MINIO_BUCKET", "b", "MINIO_BUCKET_NAME", "a")))
                .isEqualTo("a");
        assertThat(configured("sluice.bucket", Map.of("MINIO_DEFAULT_BUCKET", "c", "MINIO_BUCKET", "b")))
                .isEqualTo("b");
    }

    @Test
    void ownNamesWinOverAllOfThem() {
        assertThat(configured("sluice.bucket", Map.of("MINIO_BUCKET", "theirs", "sluice.bucket", "ours")))
                .isEqualTo("ours");
        assertThat(configured("sluice.bucket", Map.of("MINIO_BUCKET", "theirs", "SLUICE_BUCKET", "ours")))
                .isNotNull();
    }
}
