package io.sluice.store;

import io.sluice.base.bytes.Batch;
import io.sluice.base.bytes.ByteRange;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A range of an object, whole and in memory.
 *
 * @param info of the whole object
 * @param range which bytes these are
 * @param chunks the bytes in order, read-only for everyone; together exactly {@code range.length()}
 * @param read as that of a {@link Batch}, on any thread
 */
public record ReadRange(ObjectInfo info, ByteRange.Resolved range, List<ByteBuffer> chunks, Runnable read) {
    /** Of memory that is the garbage collector's. */
    public ReadRange(ObjectInfo info, ByteRange.Resolved range, List<ByteBuffer> chunks) {
        this(info, range, chunks, Batch.NOTHING);
    }

    public ReadRange {
        long length = 0;
        for (ByteBuffer chunk : chunks) {
            length += chunk.remaining();
        }
        if (length != range.length()) {
            throw new IllegalArgumentException("expected " + range.length() + " bytes, got " + length);
        }
        chunks = List.copyOf(chunks);
    }

    /** All bytes in one piece that is the garbage collector's; the memory they lay in is given back. Call it once. */
    public ByteBuffer joined() {
        if (chunks.size() == 1 && read.equals(Batch.NOTHING)) {
            return chunks.getFirst().duplicate();
        }
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(range.length()));
        chunks.forEach(chunk -> all.put(chunk.duplicate()));
        read.run();
        return all.flip();
    }

    /** The same bytes, told of as {@code other}. */
    public ReadRange with(ObjectInfo other) {
        return new ReadRange(other, range, chunks, read);
    }

    /** Whether these are all the bytes of the object. */
    public boolean whole() {
        return range.length() == info.size();
    }
}
