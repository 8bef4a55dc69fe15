package io.sluice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Configs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisConfigTest {
    @Test
    void withNothingSaidThereIsNoRedis() {
        RedisConfig config = Configs.of(RedisConfig.class, Map.of());

        assertThat(config.url()).isEmpty();
        assertThat(config.timeout()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void everyValueCanBeSet() {
        RedisConfig config = Configs.of(
                RedisConfig.class, Map.of("sluice.redis.url", "redis://r:1/2", "sluice.redis.timeout", "1s"));

        assertThat(config.url()).contains("redis://r:1/2");
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(1));
    }
}
