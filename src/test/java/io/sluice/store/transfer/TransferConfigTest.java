package io.sluice.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.testing.Configs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferConfigTest {
    @Test
    void withNothingSaidTheDefaultsHold() {
        assertThat(Configs.of(TransferConfig.class, Map.of()).settings())
                .isEqualTo(new TransferSettings(8 << 20, 4, 128 << 10, 1 << 20, 4 << 20, 7, Duration.ofSeconds(10)));
    }

    @Test
    void everyValueCanBeSet() {
        TransferConfig config = Configs.of(
                TransferConfig.class,
                Map.of(
                        "sluice.transfer.part-size", "16M",
                        "sluice.transfer.parts-in-flight", "2",
                        "sluice.transfer.window", "256K",
                        "sluice.transfer.first-range", "512K",
                        "sluice.transfer.range", "4M",
                        "sluice.transfer.ranges-ahead", "1",
                        "sluice.transfer.patience", "1s"));

        assertThat(config.settings())
                .isEqualTo(new TransferSettings(16 << 20, 2, 256 << 10, 512 << 10, 4 << 20, 1, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "part-size,4M",
        "window,64K",
        "parts-in-flight,0",
        "ranges-ahead,0",
        "first-range,64K",
        "range,512K",
        "window,2M"
    })
    void whatCannotWorkIsRefused(String name, String value) {
        TransferConfig config = Configs.of(TransferConfig.class, Map.of("sluice.transfer." + name, value));

        assertThatIllegalArgumentException().isThrownBy(config::settings);
    }
}
