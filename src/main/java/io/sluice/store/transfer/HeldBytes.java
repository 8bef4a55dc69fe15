package io.sluice.store.transfer;

import io.sluice.base.bytes.SlabBytes;
import io.sluice.base.bytes.Slabs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a part that is collected. Confined to the upload's lane. */
sealed interface HeldBytes {
    /** A part of at most so many bytes is gone before a garbage collector would carry it anywhere. */
    int SMALL = 64 << 10;

    void add(ByteBuffer chunk);

    /** All bytes, in order; nothing is added any more. */
    List<ByteBuffer> chunks();

    /** The store has them, and nobody looks at {@link #chunks} again. */
    void stored();

    static HeldBytes of(long mostBytes, Slabs slabs) {
        return mostBytes <= SMALL ? new Chunks() : new InSlabs(slabs);
    }

    /** The chunks as they came. */
    final class Chunks implements HeldBytes {
        private final List<ByteBuffer> chunks = new ArrayList<>();
        private final Coalescer coalescer = new Coalescer(chunks::add);

        @Override
        public void add(ByteBuffer chunk) {
            coalescer.add(chunk);
        }

        @Override
        public List<ByteBuffer> chunks() {
            coalescer.flush();
            return chunks;
        }

        @Override
        public void stored() {
            chunks.clear();
        }
    }

    /**
     * Copied into memory that is used again. After a failure it is not: what the store was sent last may still be on its way
     * out of a connection that is being closed.
     */
    final class InSlabs implements HeldBytes {
        private final SlabBytes bytes;

        InSlabs(Slabs slabs) {
            bytes = new SlabBytes(slabs);
        }

        @Override
        public void add(ByteBuffer chunk) {
            bytes.add(chunk);
        }

        @Override
        public List<ByteBuffer> chunks() {
            return bytes.chunks();
        }

        @Override
        public void stored() {
            bytes.giveBack();
        }
    }
}
