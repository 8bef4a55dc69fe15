package io.sluice.edge.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The one place of the edge where Vert.x buffers and byte buffers meet, without a copy either way.
 *
 * <p>Vert.x 4 has no other way in or out without one; both methods move to an internal type in Vert.x 5.
 */
@SuppressWarnings("deprecation")
public final class Chunks {
    private Chunks() {}

    /** A view of {@code buffer}, which Vert.x keeps on the heap and does not use again. */
    public static ByteBuffer view(Buffer buffer) {
        return buffer.getByteBuf().nioBuffer();
    }

    /** {@code bytes} as a buffer; they must not change any more. */
    public static Buffer buffer(ByteBuffer bytes) {
        return Buffer.buffer(Unpooled.wrappedBuffer(bytes));
    }

    /** {@code chunks} as one buffer; they must not change any more. */
    static Buffer join(List<ByteBuffer> chunks) {
        return Buffer.buffer(Unpooled.wrappedBuffer(chunks.toArray(ByteBuffer[]::new)));
    }
}
