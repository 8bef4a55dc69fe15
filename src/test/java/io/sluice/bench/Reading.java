package io.sluice.bench;

import java.time.Duration;
import java.util.Map;

/**
 * One measurement of one side.
 *
 * @param cpu processor time of each server process while it ran, by name; the order is that of the table
 */
record Reading(Work work, Map<String, Duration> cpu) {
    double value() {
        return work.value();
    }

    /** Seconds of processor time of {@code process} for one unit of work. */
    double cpuOf(String process) {
        return cpu.getOrDefault(process, Duration.ZERO).toNanos() / 1e9 / work.amount();
    }
}
