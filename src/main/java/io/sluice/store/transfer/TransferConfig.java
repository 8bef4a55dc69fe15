package io.sluice.store.transfer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How objects move through memory. */
@ConfigMapping(prefix = "sluice.transfer")
public interface TransferConfig {
    /** Objects above this are uploaded in parts of it; parts of very large objects are larger. At least 5 MiB. */
    @WithDefault("8M")
    MemorySize partSize();

    /** How many parts of one upload are on their way to the store at once. */
    @WithDefault("4")
    int partsInFlight();

    /** What every transfer may hold however short memory is. At least 128 KiB. */
    @WithDefault("128K")
    MemorySize window();

    /** The first read of a download, while memory is ample. */
    @WithDefault("1M")
    MemorySize firstRange();

    /** The largest read of a download. */
    @WithDefault("4M")
    MemorySize range();

    /** How many reads of one download may be ahead of its client. */
    @WithDefault("7")
    int rangesAhead();

    /** How long a transfer waits for memory before it is refused. */
    @WithDefault("10s")
    Duration patience();

    /** These values, checked. */
    default TransferSettings settings() {
        return new TransferSettings(
                partSize().asLongValue(),
                partsInFlight(),
                Math.toIntExact(window().asLongValue()),
                Math.toIntExact(firstRange().asLongValue()),
                Math.toIntExact(range().asLongValue()),
                rangesAhead(),
                patience());
    }
}
