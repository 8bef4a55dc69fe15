package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import io.sluice.runtime.SluiceConfig.StoreKind;
import io.sluice.testing.Configs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SluiceConfigTest {
    @Test
    void withNothingSaidTheDefaultsHold() {
        SluiceConfig config = Configs.of(SluiceConfig.class, Map.of());

        assertThat(config.store()).isEmpty();
        assertThat(config.bucket()).isEmpty();
        assertThat(config.buckets()).isEmpty();
        assertThat(config.memory().budget()).isEmpty();
        assertThat(config.memory().waiters()).isEqualTo(1000);
        assertThat(config.retry().attempts()).isEqualTo(3);
        assertThat(config.retry().firstPause()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.retry().longestPause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.http().stallTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.ready().every()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.ready().timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.ready().failures()).isEqualTo(2);
        assertThat(config.ready().successes()).isEqualTo(2);
    }

    @Test
    void everyValueCanBeSet() {
        SluiceConfig config = Configs.of(
                SluiceConfig.class,
                Map.ofEntries(
                        Map.entry("sluice.store", "s3"),
                        Map.entry("sluice.bucket", "one"),
                        Map.entry("sluice.buckets.frames.name", "cams"),
                        Map.entry("sluice.buckets.frames.ownership", "true"),
                        Map.entry("sluice.buckets.frames.audit-reads", "true"),
                        Map.entry("sluice.memory.budget", "2G"),
                        Map.entry("sluice.memory.waiters", "7"),
                        Map.entry("sluice.retry.attempts", "5"),
                        Map.entry("sluice.retry.first-pause", "10ms"),
                        Map.entry("sluice.retry.longest-pause", "3s"),
                        Map.entry("sluice.http.stall-timeout", "1m"),
                        Map.entry("sluice.ready.every", "5s"),
                        Map.entry("sluice.ready.timeout", "6s"),
                        Map.entry("sluice.ready.failures", "3"),
                        Map.entry("sluice.ready.successes", "4")));

        assertThat(config.store()).contains(StoreKind.S3);
        assertThat(config.bucket()).contains("one");
        assertThat(config.buckets()).containsOnlyKeys("frames");
        assertThat(config.buckets().values()).allSatisfy(bucket -> {
            assertThat(bucket.name()).contains("cams");
            assertThat(bucket.ownership()).isTrue();
            assertThat(bucket.auditReads()).isTrue();
        });
        assertThat(config.memory().budget().map(MemorySize::asLongValue)).contains(2L << 30);
        assertThat(config.memory().waiters()).isEqualTo(7);
        assertThat(config.retry().attempts()).isEqualTo(5);
        assertThat(config.retry().firstPause()).isEqualTo(Duration.ofMillis(10));
        assertThat(config.retry().longestPause()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.http().stallTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.ready().every()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.ready().timeout()).isEqualTo(Duration.ofSeconds(6));
        assertThat(config.ready().failures()).isEqualTo(3);
        assertThat(config.ready().successes()).isEqualTo(4);
    }
}
