package io.sluice.store.transfer;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers chunks that are much smaller than what it costs to keep them: a body sent byte by byte must not hold a hundred
 * times its size. Order is kept. Confined to one thread at a time.
 */
final class Coalescer {
    private static final int SMALL = 2 << 10;
    private static final int GATHERED = 4 << 10;

    private final Consumer<ByteBuffer> onwards;
    private @Nullable ByteBuffer gathering;

    Coalescer(Consumer<ByteBuffer> onwards) {
        this.onwards = onwards;
    }

    void add(ByteBuffer chunk) {
        if (chunk.remaining() >= SMALL) {
            flush();
            onwards.accept(chunk);
            return;
        }
        ByteBuffer into = gathering;
        if (into == null || into.remaining() < chunk.remaining()) {
            flush();
            into = ByteBuffer.allocate(GATHERED);
            gathering = into;
        }
        into.put(chunk.duplicate());
    }

    /** Sends on what is gathered. */
    void flush() {
        ByteBuffer gathered = gathering;
        gathering = null;
        if (gathered != null) {
            onwards.accept(gathered.flip());
        }
    }
}
