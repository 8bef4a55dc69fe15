package io.sluice.feature.frames.read;

import io.sluice.feature.frames.catalog.IndexState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Times without frames.
 *
 * @param next where to go on; null when all was looked through
 */
public record GapPage(List<Gap> gaps, @Nullable FrameMark next, IndexState index) {
    public GapPage {
        gaps = List.copyOf(gaps);
    }

    /**
     * A time without frames.
     *
     * @param from that of the frame before it, or where the question began
     * @param to that of the frame after it, or where the question ended
     */
    public record Gap(long from, long to) {}
}
