package io.sluice.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Configs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalConfigTest {
    @Test
    void withNothingSaidItIsTheFolderData() {
        LocalConfig config = Configs.of(LocalConfig.class, Map.of());

        assertThat(config.root()).isEqualTo(Path.of("./data"));
        assertThat(config.threads()).isEqualTo(16);
        assertThat(config.abandonedAfter()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void everyValueCanBeSet() {
        LocalConfig config = Configs.of(
                LocalConfig.class,
                Map.of(
                        "sluice.local.root",
                        "/srv/objects",
                        "sluice.local.threads",
                        "4",
                        "sluice.local.abandoned-after",
                        "12h"));

        assertThat(config.root()).isEqualTo(Path.of("/srv/objects"));
        assertThat(config.threads()).isEqualTo(4);
        assertThat(config.abandonedAfter()).isEqualTo(Duration.ofHours(12));
    }
}
