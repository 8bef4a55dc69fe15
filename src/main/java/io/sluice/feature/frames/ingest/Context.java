package io.sluice.feature.frames.ingest;

/** What all parts of one ingest share. */
record Context(Surroundings surroundings, IngestSettings settings, IngestMeters meters) {}
