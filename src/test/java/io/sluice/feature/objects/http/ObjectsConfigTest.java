package io.sluice.feature.objects.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Configs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectsConfigTest {
    @Test
    void withNothingSaidAnObjectMayHaveWhatS3Allows() {
        assertThat(Configs.of(ObjectsConfig.class, Map.of()).maxSize().asLongValue())
                .isEqualTo(5L << 40);
    }

    @Test
    void theLargestSizeCanBeSet() {
        assertThat(Configs.of(ObjectsConfig.class, Map.of("sluice.objects.max-size", "1M"))
                        .maxSize()
                        .asLongValue())
                .isEqualTo(1 << 20);
    }
}
