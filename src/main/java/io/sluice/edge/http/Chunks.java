package io.sluice.edge.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.List;

/** The one place where Vert.x buffers and byte buffers meet. */
final class Chunks {
    private Chunks() {}

    /**
     * What is in {@code buffer}, copied: it may be a slice of the connection's read buffer, whose bytes Netty moves as soon as
     * the handler has returned, although Vert.x says the buffer may be kept.
     */
    static ByteBuffer copy(Buffer buffer) {
        return ByteBuffer.wrap(buffer.getBytes());
    }

    /**
     * {@code chunks} as one buffer, without a copy; they must not change any more.
     *
     * <p>Vert.x 4 has no other way in without one; the method moves to an internal type in Vert.x 5.
     */
    @SuppressWarnings("deprecation")
    static Buffer join(List<ByteBuffer> chunks) {
        return Buffer.buffer(Unpooled.wrappedBuffer(chunks.toArray(ByteBuffer[]::new)));
    }
}
