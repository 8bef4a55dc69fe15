package io.sluice.feature.frames.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the image that is arriving: views of the chunks they came in. Chunks that cost more to keep than they hold are
 * copied together, into blocks that the frames of a stream share.
 */
final class ImageChunks {
    private static final int SMALL = 2 << 10;
    private static final int BLOCK = 4 << 10;

    private final List<ByteBuffer> chunks = new ArrayList<>();
    private long length;
    private @Nullable ByteBuffer block;
    private int gatheredFrom;

    long length() {
        return length;
    }

    /** Adds {@code count} bytes of {@code chunk} at {@code from}. */
    void add(ByteBuffer chunk, int from, int count) {
        if (chunk.limit() < SMALL) {
            gather(chunk, from, count);
        } else if (count > 0) {
            flush();
            chunks.add(chunk.slice(from, count));
        }
        length += count;
    }

    private void gather(ByteBuffer chunk, int from, int count) {
        ByteBuffer into = block;
        if (into == null || into.remaining() < count) {
            flush();
            into = ByteBuffer.allocate(BLOCK);
            block = into;
            gatheredFrom = 0;
        }
        into.put(into.position(), chunk, from, count);
        into.position(into.position() + count);
    }

    private void flush() {
        ByteBuffer gathered = block;
        if (gathered != null && gathered.position() > gatheredFrom) {
            chunks.add(gathered.slice(gatheredFrom, gathered.position() - gatheredFrom));
            gatheredFrom = gathered.position();
        }
    }

    /** Takes the last {@code count} bytes away. */
    void cut(long count) {
        flush();
        length -= count;
        for (long left = count; left > 0; ) {
            ByteBuffer last = chunks.getLast();
            int gone = (int) Math.min(left, last.remaining());
            last.limit(last.limit() - gone);
            left -= gone;
            if (!last.hasRemaining()) {
                chunks.removeLast();
            }
        }
    }

    boolean endsWith(char end) {
        flush();
        return !chunks.isEmpty() && chunks.getLast().get(chunks.getLast().limit() - 1) == end;
    }

    /** The bytes so far; from here on there are none. */
    List<ByteBuffer> take() {
        flush();
        List<ByteBuffer> taken = List.copyOf(chunks);
        chunks.clear();
        length = 0;
        return taken;
    }
}
