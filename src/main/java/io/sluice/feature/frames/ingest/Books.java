package io.sluice.feature.frames.ingest;

import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.Frame;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackedFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The books of one stream: which of its frames are in which pack, and how many from its first on are durable, in whatever order
 * its packs are stored. Confined to the turns of the group commit.
 */
final class Books {
    private final Listener listener;
    private final Deque<Batch> outstanding = new ArrayDeque<>();
    private long durable;

    /** Who is told; in the turns of the group commit, so it hops to its own lane. */
    interface Listener {
        void settled(Settled settled);

        /** The pack of some frames was not stored at the first go; it is tried again. */
        void troubled(Fault fault);
    }

    /**
     * What became of the frames that a stream has in one pack.
     *
     * @param frames all of them, to be closed
     * @param fault why they are not stored; null when they are
     * @param progress null when no more frames from the first on are durable than before
     */
    record Settled(
            List<Frame> frames,
            @Nullable Fault fault,
            @Nullable Progress progress) {}

    /**
     * The first frames of a stream, all durable.
     *
     * @param last of them
     * @param pack in which that is
     */
    record Progress(long count, PackedFrame last, PackKey pack) {}

    /** The frames of this stream in one pack. */
    final class Batch {
        private final PackKey pack;
        private final List<Frame> frames = new ArrayList<>();
        private @Nullable PackedFrame last;
        private boolean stored;

        private Batch(PackKey pack) {
            this.pack = pack;
        }

        void add(Frame frame, PackedFrame packed) {
            frames.add(frame);
            last = packed;
        }

        int size() {
            return frames.size();
        }

        void troubled(Fault fault) {
            listener.troubled(fault);
        }

        /** The end of the pack. */
        void settle(@Nullable Fault fault) {
            stored = fault == null;
            listener.settled(new Settled(frames, fault, stored ? advance() : null));
        }
    }

    Books(Listener listener) {
        this.listener = listener;
    }

    /** For the frames in one more pack, which is the last so far. */
    Batch open(PackKey pack) {
        Batch batch = new Batch(pack);
        outstanding.addLast(batch);
        return batch;
    }

    /** Beyond a batch that is not stored, or not yet, nothing counts. */
    private @Nullable Progress advance() {
        Progress progress = null;
        for (Batch next = outstanding.peekFirst(); next != null && next.stored; next = outstanding.peekFirst()) {
            outstanding.removeFirst();
            durable += next.size();
            PackedFrame last = next.last;
            progress = last == null ? progress : new Progress(durable, last, next.pack);
        }
        return progress;
    }
}
