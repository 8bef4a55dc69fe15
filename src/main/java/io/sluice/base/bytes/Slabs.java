package io.sluice.base.bytes;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory off the heap that is used again, in slabs of {@link #SIZE} bytes. Bytes that are held for long would be carried
 * from one place to another by the garbage collector, and copied once more on their way to a socket.
 *
 * <p>It pays for nothing: who takes a slab has a {@link Lease} for its bytes. A slab that nobody gives back is the garbage
 * collector's. Thread-safe.
 */
public final class Slabs {
    public static final int SIZE = 64 << 10;

    private final int mostKept;
    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();

    /** @param bytes that are kept at most while nobody uses them */
    public Slabs(long bytes) {
        this.mostKept = Math.toIntExact(bytes / SIZE);
    }

    /** An empty slab, for one thread at a time. */
    public ByteBuffer take() {
        ByteBuffer slab = free.poll();
        if (slab == null) {
            return ByteBuffer.allocateDirect(SIZE);
        }
        kept.decrementAndGet();
        return slab.clear();
    }

    /** Gives back slabs that nobody reads or writes any more, through whatever view. */
    public void giveBack(List<ByteBuffer> slabs) {
        for (ByteBuffer slab : slabs) {
            if (kept.incrementAndGet() > mostKept) {
                kept.decrementAndGet();
                return;
            }
            free.add(slab);
        }
    }

    /** Bytes that lie ready. */
    public long kept() {
        return (long) kept.get() * SIZE;
    }
}
