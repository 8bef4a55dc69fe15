package io.sluice.base.bytes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Bytes that are collected in {@link Slabs}. For one thread at a time. */
public final class SlabBytes {
    private final Slabs slabs;
    private final List<ByteBuffer> taken = new ArrayList<>();

    public SlabBytes(Slabs slabs) {
        this.slabs = slabs;
    }

    /** Copies what remains of {@code chunk}, and leaves it as it is. */
    public void add(ByteBuffer chunk) {
        int from = chunk.position();
        while (from < chunk.limit()) {
            ByteBuffer into = open();
            int bytes = Math.min(into.remaining(), chunk.limit() - from);
            into.put(into.position(), chunk, from, bytes);
            into.position(into.position() + bytes);
            from += bytes;
        }
    }

    private ByteBuffer open() {
        if (taken.isEmpty() || !taken.getLast().hasRemaining()) {
            taken.add(slabs.take());
        }
        return taken.getLast();
    }

    /** Views of the bytes so far, in order; nothing is added any more. */
    public List<ByteBuffer> chunks() {
        return taken.stream().map(slab -> slab.duplicate().flip()).toList();
    }

    /**
     * The memory is used again: nobody reads {@link #chunks} any more. Where that is not certain, leave it to the garbage
     * collector.
     */
    public void giveBack() {
        slabs.giveBack(taken);
        taken.clear();
    }
}
