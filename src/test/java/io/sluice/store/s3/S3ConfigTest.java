package io.sluice.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Configs;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3ConfigTest {
    @Test
    void withNothingSaidTheDefaultsHold() {
        S3Config config = Configs.of(S3Config.class, Map.of());

        assertThat(config.endpoint()).isEmpty();
        assertThat(config.region()).isEqualTo("us-east-1");
        assertThat(config.accessKey()).isEmpty();
        assertThat(config.secretKey()).isEmpty();
        assertThat(config.pathStyle()).isTrue();
        assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.completeTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.acquireTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.connections().control()).isEqualTo(32);
        assertThat(config.connections().read()).isEqualTo(64);
        assertThat(config.connections().write()).isEqualTo(64);
        assertThat(config.connections().stream()).isEqualTo(1024);
    }

    @Test
    void everyValueCanBeSet() {
        S3Config config = Configs.of(
                S3Config.class,
                Map.ofEntries(
                        Map.entry("sluice.s3.endpoint", "https://s3:9000"),
                        Map.entry("sluice.s3.region", "eu-1"),
                        Map.entry("sluice.s3.access-key", "me"),
                        Map.entry("sluice.s3.secret-key", "hush"),
                        Map.entry("sluice.s3.path-style", "false"),
                        Map.entry("sluice.s3.call-timeout", "1s"),
                        Map.entry("sluice.s3.complete-timeout", "2s"),
                        Map.entry("sluice.s3.connect-timeout", "3s"),
                        Map.entry("sluice.s3.acquire-timeout", "4s"),
                        Map.entry("sluice.s3.connections.control", "1"),
                        Map.entry("sluice.s3.connections.read", "2"),
                        Map.entry("sluice.s3.connections.write", "3"),
                        Map.entry("sluice.s3.connections.stream", "4")));

        assertThat(config.endpoint()).contains(URI.create("https://s3:9000"));
        assertThat(config.region()).isEqualTo("eu-1");
        assertThat(config.accessKey()).contains("me");
        assertThat(config.secretKey()).contains("hush");
        assertThat(config.pathStyle()).isFalse();
        assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.completeTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.acquireTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.connections().control()).isEqualTo(1);
        assertThat(config.connections().read()).isEqualTo(2);
        assertThat(config.connections().write()).isEqualTo(3);
        assertThat(config.connections().stream()).isEqualTo(4);
    }
}
