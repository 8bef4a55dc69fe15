package io.sluice.feature.frames.rewrite;

import io.sluice.feature.frames.read.StoredFrame;
import java.util.ArrayList;
import java.util.List;

/** What is read, and written as one pack, in one go. */
record Portion(List<Stretch> stretches) {
    /** What a frame costs in memory beside its image: heads, table, what orders it. */
    private static final long PER_FRAME = 1024;

    /** Fewer than there are numbers for cameras in a pack. */
    private static final int MOST_FRAMES = 50_000;

    Portion {
        stretches = List.copyOf(stretches);
    }

    /**
     * Cuts frames into portions.
     *
     * @param frames those of one pack together, in the order of the pack
     * @param memory of one portion, in bytes; a frame that is larger has one for itself
     */
    static List<Portion> of(List<StoredFrame> frames, long memory) {
        Cutting cutting = new Cutting(memory);
        frames.forEach(cutting::add);
        return cutting.end();
    }

    /** Whether the frames of whole packs with so many bytes are one portion. */
    static boolean fits(long bytes, int frames, long memory) {
        return frames <= MOST_FRAMES && bytes + PER_FRAME * frames <= memory;
    }

    /** Memory that it takes, in bytes. */
    long memory() {
        return stretches.stream().mapToLong(Portion::memory).sum();
    }

    private static long memory(Stretch stretch) {
        return stretch.length() + PER_FRAME * stretch.frames().size();
    }

    private static final class Cutting {
        private final long memory;
        private final List<Portion> portions = new ArrayList<>();
        private final List<Stretch> stretches = new ArrayList<>();
        private final List<StoredFrame> stretch = new ArrayList<>();
        private long paid;
        private int count;

        Cutting(long memory) {
            this.memory = memory;
        }

        void add(StoredFrame frame) {
            long more = frame.size() + PER_FRAME + (joins(frame) ? gap(frame) : 0);
            if (count == MOST_FRAMES || (count > 0 && paid + more > memory)) {
                endPortion();
                more = frame.size() + PER_FRAME;
            } else if (!joins(frame)) {
                endStretch();
            }
            stretch.add(frame);
            paid += more;
            count++;
        }

        List<Portion> end() {
            endPortion();
            return portions;
        }

        private boolean joins(StoredFrame frame) {
            if (stretch.isEmpty() || !stretch.getFirst().pack().equals(frame.pack())) {
                return false;
            }
            long length = frame.place().end() - stretch.getFirst().place().offset();
            return gap(frame) >= 0 && gap(frame) <= Stretch.NEAR && length <= Stretch.LONGEST;
        }

        private long gap(StoredFrame frame) {
            return frame.place().offset() - stretch.getLast().place().end();
        }

        private void endStretch() {
            if (!stretch.isEmpty()) {
                stretches.add(new Stretch(stretch));
                stretch.clear();
            }
        }

        private void endPortion() {
            endStretch();
            if (!stretches.isEmpty()) {
                portions.add(new Portion(stretches));
                stretches.clear();
            }
            paid = 0;
            count = 0;
        }
    }
}
