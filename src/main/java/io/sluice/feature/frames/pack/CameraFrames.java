package io.sluice.feature.frames.pack;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The frames of one camera in a pack, by publish time; those of one time in the order they arrived. A view of its
 * {@link FrameTable}. Immutable.
 */
public final class CameraFrames {
    private final FrameColumns frames;
    private final int[] sorted;
    private final int start;
    private final int end;

    CameraFrames(FrameColumns frames, int[] sorted, int start, int end) {
        this.frames = frames;
        this.sorted = sorted;
        this.start = start;
        this.end = end;
    }

    public int size() {
        return end - start;
    }

    /** @param index from 0 */
    public PackedFrame frame(int index) {
        return frames.get(order(index));
    }

    /** The publish time of a frame, in nanoseconds since 1970. */
    public long time(int index) {
        return frames.publishTime(order(index));
    }

    /** Tells frames by their times, in nanoseconds since 1970. */
    @FunctionalInterface
    public interface ByTimes {
        boolean test(long publishTime, long logTime);
    }

    /** Those of them for which {@code kept} says yes, in the same order. */
    public CameraFrames where(ByTimes kept) {
        int[] some = Arrays.stream(sorted, start, end)
                .filter(order -> kept.test(frames.publishTime(order), frames.logTime(order)))
                .toArray();
        return some.length == size() ? this : new CameraFrames(frames, some, 0, some.length);
    }

    /** The index of the last frame that is not after {@code time}; -1 when there is none. */
    public int floor(long time) {
        return firstWhere(index -> time(index) > time) - 1;
    }

    /** The index of the first frame that is not before {@code time}; {@link #size} when there is none. */
    public int ceil(long time) {
        return firstWhere(index -> time(index) >= time);
    }

    private int firstWhere(IntPredicate trueFromSomewhereOn) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (trueFromSomewhereOn.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int order(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException(index);
        }
        return sorted[start + index];
    }
}
