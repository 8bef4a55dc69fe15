package io.sluice.feature.frames.catalog;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The index of frames. */
@ConfigMapping(prefix = "sluice.frames.index")
public interface IndexConfig {
    /** Memory for what is known of packs, some hundred bytes each; by default an eighth of the heap. What was long not asked for is forgotten, and read again when it is. */
    Optional<MemorySize> memory();

    /** Memory for the frame tables of packs, some 50 bytes a frame; by default a twentieth of the heap. */
    Optional<MemorySize> tablesMemory();

    /** A frame that another replica has stored is found after so long at the latest. */
    @WithDefault("1s")
    Duration freshFor();

    /** How late a frame may have arrived to be found by the first question about its time, before the index knows all that came later. */
    @WithDefault("5m")
    Duration lateness();

    /** How far back frames that came later still are looked for in the background, after a question about their time. */
    @WithDefault("7d")
    Duration catchUp();

    /** How many ends of packs are read at once when a part of the index is rebuilt. */
    @WithDefault("16")
    int readers();

    /** How long Redis keeps what replicas have read of packs. */
    @WithDefault("24h")
    Duration sharedFor();

    /** How long one request looks through packs that are not in the index before it tells what it has. */
    @WithDefault("10s")
    Duration patience();
}
