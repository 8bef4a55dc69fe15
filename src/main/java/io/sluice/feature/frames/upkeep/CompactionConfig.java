package io.sluice.feature.frames.upkeep;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Joining small packs of frames. */
@ConfigMapping(prefix = "sluice.frames.compaction")
public interface CompactionConfig {
    /** How often minutes that are over are looked through; {@code off}: never, unless it is asked for. */
    @WithDefault("1m")
    String every();

    /** How long a minute must be over: by then no more packs come into it, but for those that the store did not take at once. */
    @WithDefault("2m")
    Duration settle();

    /** How far back minutes are looked through again: packs may have come late, or a replica may have died while it joined them. */
    @WithDefault("1h")
    Duration reach();

    /** Memory for one new pack, and so its size at most; by default 64 MiB, or an eighth of the heap where that is less. */
    Optional<MemorySize> memory();

    /** A pack that is smaller is joined with others; by default half of {@link #memory}. */
    Optional<MemorySize> small();

    /** How long it rests between two packs, so that what comes in has its turn. */
    @WithDefault("250ms")
    Duration pause();
}
