package io.sluice.feature.frames.upkeep;

/** Joining packs in a folder. */
class LocalCompactionIT extends CompactionContract {}
