package io.sluice.feature.frames.upkeep;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;
import java.util.Optional;

/**
 * When packs are joined, and which.
 *
 * @param every empty: only when it is asked for
 * @param settle how long a minute must be over
 * @param reach how far back
 * @param memory of one new pack, in bytes
 * @param small packs below are joined, in bytes
 * @param pause between two packs
 */
public record CompactionSettings(
        Optional<Duration> every, Duration settle, Duration reach, long memory, long small, Duration pause) {
    private static final String OFF = "off";
    private static final long MOST_MEMORY = 64 << 20;
    private static final int OF_HEAP = 8;

    public CompactionSettings {
        if (memory < 1 || small < 1 || settle.isNegative() || reach.isNegative() || pause.isNegative()) {
            throw new IllegalArgumentException("sizes of sluice.frames.compaction are positive, times not negative");
        }
        if (every.isPresent() && (every.get().isNegative() || every.get().isZero())) {
            throw new IllegalArgumentException("sluice.frames.compaction.every is a time, or off");
        }
    }

    /** @param heap bytes of memory that a share is taken of where the configuration names none */
    public static CompactionSettings of(CompactionConfig config, long heap) {
        long memory = config.memory().map(MemorySize::asLongValue).orElse(Math.min(MOST_MEMORY, heap / OF_HEAP));
        return new CompactionSettings(
                every(config.every()),
                config.settle(),
                config.reach(),
                memory,
                config.small().map(MemorySize::asLongValue).orElse(Math.max(1, memory / 2)),
                config.pause());
    }

    private static Optional<Duration> every(String text) {
        return text.equalsIgnoreCase(OFF) ? Optional.empty() : Optional.of(DurationConverter.parseDuration(text));
    }
}
