package io.sluice.store.s3;

import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** How much one connection may do before the next has its turn on the event loop. */
final class Turns {
    /**
     * Reads of up to 64 KiB. By Netty's default of 16, the connections of a few large downloads would keep a small request
     * waiting for some ten milliseconds.
     */
    private static final int READS = 1;

    private Turns() {}

    /** Vert.x has no public way to this setting of Netty. */
    static void limit(HttpConnection connection) {
        if (connection instanceof ConnectionBase base
                && base.channel().config().getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator reads) {
            reads.maxMessagesPerRead(READS);
        }
    }
}
