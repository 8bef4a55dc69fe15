package io.sluice.feature.frames.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Camera frames on their way in. */
@ConfigMapping(prefix = "sluice.frames")
public interface FramesConfig {
    /** The largest image; a larger one is refused, and ends its stream. */
    @WithDefault("16M")
    MemorySize maxSize();

    /** A pack is sealed before it gets larger than this; an image that is larger has a pack for itself. */
    @WithDefault("8M")
    MemorySize maxBytes();

    /** A pack is sealed so long after its first frame, unless the store is still at work on as many as it may be. */
    @WithDefault("200ms")
    Duration maxDelay();

    /** How many packs are on their way to the store at once; each holds up to {@link #maxBytes} of the memory budget. */
    @WithDefault("4")
    int uploadsInFlight();

    /**
     * The name of this replica in the keys of its packs: letters, digits, dots, dashes and underscores. Without it one is made up
     * for each start of the process.
     */
    Optional<String> node();

    /** How far the clock of a producer may be ahead. */
    @WithDefault("1m")
    Duration maxAhead();

    /** How long a single frame waits for room or memory, and a stream for the rest of a frame that has begun to arrive. */
    @WithDefault("10s")
    Duration patience();

    /** How long a pack is sent again and again while the store does not take it; then its frames are refused. */
    @WithDefault("1m")
    Duration storePatience();

    /** A stream on which nothing comes for so long is ended. */
    @WithDefault("5m")
    Duration idleTimeout();
}
