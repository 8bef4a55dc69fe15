package io.sluice.feature.frames.read;

import io.sluice.feature.frames.catalog.IndexState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some frames by time.
 *
 * @param next pass it on for the following page, which may be there although this one is short; null when this is the last
 * @param index how much the index knew
 */
public record FramePage(List<StoredFrame> frames, @Nullable FrameMark next, IndexState index) {
    public FramePage {
        frames = List.copyOf(frames);
    }
}
