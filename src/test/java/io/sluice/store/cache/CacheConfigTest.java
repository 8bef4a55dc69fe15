package io.sluice.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Configs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheConfigTest {
    @Test
    void withNothingSaidASecondIsTheBound() {
        CacheConfig config = Configs.of(CacheConfig.class, Map.of());

        assertThat(config.enabled()).isTrue();
        assertThat(config.freshFor()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.missingFor()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.sharedFor()).isEqualTo(Duration.ofHours(1));
        assertThat(config.objects().largest().asLongValue()).isEqualTo(256 << 10);
    }

    @Test
    void everyValueCanBeSet() {
        CacheConfig config = Configs.of(
                CacheConfig.class,
                Map.of(
                        "sluice.cache.enabled", "false",
                        "sluice.cache.fresh-for", "2s",
                        "sluice.cache.missing-for", "1s",
                        "sluice.cache.shared-for", "300s",
                        "sluice.cache.metadata-memory", "1M",
                        "sluice.cache.objects.memory", "2M",
                        "sluice.cache.objects.largest", "1K"));

        assertThat(config.enabled()).isFalse();
        assertThat(config.freshFor()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.missingFor()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.sharedFor()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.metadataMemory().orElseThrow().asLongValue()).isEqualTo(1 << 20);
        assertThat(config.objects().memory().orElseThrow().asLongValue()).isEqualTo(2 << 20);
        assertThat(config.objects().largest().asLongValue()).isEqualTo(1 << 10);
    }
}
