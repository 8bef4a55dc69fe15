package io.sluice.feature.frames.index;

import io.sluice.feature.frames.pack.PackKey;

/**
 * A pack that may have frames of a camera in a range of time.
 *
 * @param bytes of the object
 * @param first none of those frames is earlier, in nanoseconds since 1970
 * @param last none of them is later
 */
public record Candidate(PackKey pack, long bytes, long first, long last) {}
