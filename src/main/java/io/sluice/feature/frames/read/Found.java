package io.sluice.feature.frames.read;

import io.sluice.feature.frames.catalog.IndexState;
import java.util.Optional;

/**
 * One frame that was looked for.
 *
 * @param frame empty when there is none
 * @param index how much the index knew
 */
public record Found(Optional<StoredFrame> frame, IndexState index) {}
