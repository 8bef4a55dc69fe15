package io.sluice.feature.frames.read;

import io.sluice.base.bytes.Lease;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The memory of one read, which goes back as a whole when the last of its frames has let go of it. Thread-safe. */
final class RunMemory {
    private final AtomicInteger paid;
    private final AtomicInteger seen;
    private final Lease lease;
    private final Runnable reuse;

    /**
     * @param lease closed when every frame is released
     * @param reuse run when nobody looks at any of the frames any more
     */
    RunMemory(int frames, Lease lease, Runnable reuse) {
        this.paid = new AtomicInteger(frames);
        this.seen = new AtomicInteger(frames);
        this.lease = lease;
        this.reuse = reuse;
    }

    /** The part of one frame; there is one for each. */
    ReadFrame.Memory part() {
        return new Part();
    }

    private final class Part implements ReadFrame.Memory {
        private final AtomicBoolean released = new AtomicBoolean();
        private final AtomicBoolean reused = new AtomicBoolean();

        @Override
        public void release() {
            if (!released.getAndSet(true) && paid.decrementAndGet() == 0) {
                lease.close();
            }
        }

        @Override
        public void reuse() {
            if (!reused.getAndSet(true) && seen.decrementAndGet() == 0) {
                reuse.run();
            }
        }
    }
}
