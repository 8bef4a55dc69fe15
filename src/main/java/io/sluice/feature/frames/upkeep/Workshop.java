package io.sluice.feature.frames.upkeep;

/**
 * What all work of the compaction in this process shares.
 *
 * @param alone one rewrite after another
 */
record Workshop(Compaction.Parts parts, CompactionSettings settings, CompactionMeters meters, OneAtATime alone) {}
