package io.sluice.feature.frames.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.base.time.Ids;
import io.sluice.testing.Configs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestSettingsTest {
    private static IngestSettings settings(String key, String value) {
        return IngestSettings.of(Configs.of(FramesConfig.class, Map.of(key, value)), Ids.system());
    }

    @Test
    void theDefaultsAreThoseOfTheManual() {
        IngestSettings settings = IngestSettings.of(Configs.of(FramesConfig.class, Map.of()), Ids.system());

        assertThat(settings.frameBytes()).isEqualTo(16 << 20);
        assertThat(settings.packBytes()).isEqualTo(8 << 20);
        assertThat(settings.maxDelay()).isEqualTo(Duration.ofMillis(200));
        assertThat(settings.uploads()).isEqualTo(4);
        assertThat(settings.node()).matches("[a-z0-9]{8}");
        assertThat(settings.patience())
                .isEqualTo(new IngestSettings.Patience(
                        Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(1)));
    }

    @Test
    void whatCannotWorkIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings("sluice.frames.node", "a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> settings("sluice.frames.uploads-in-flight", "0"));
        assertThatIllegalArgumentException().isThrownBy(() -> settings("sluice.frames.max-size", "2G"));
        assertThat(settings("sluice.frames.node", "node-1").node()).isEqualTo("node-1");
    }
}
