package io.sluice.store.s3;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/** The one place of this package where Vert.x buffers and byte buffers meet, without a copy either way. */
@SuppressWarnings("deprecation")
final class Buffers {
    private Buffers() {}

    /** A view of {@code buffer}, which Vert.x keeps on the heap and does not use again. */
    static ByteBuffer view(Buffer buffer) {
        return buffer.getByteBuf().nioBuffer();
    }

    /** A view of {@code bytes}, which must not change any more. */
    static Buffer of(ByteBuffer bytes) {
        return Buffer.buffer(Unpooled.wrappedBuffer(bytes));
    }
}
