package io.sluice.store.s3;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.MultithreadEventExecutorGroup;
import io.sluice.base.bytes.Slabs;
import io.vertx.core.Vertx;

/** What the process lends to its connections: event loops, which are those of {@code vertx}, and memory. */
record S3Runtime(EventLoopGroup loops, Vertx vertx, Slabs slabs) {
    int loopCount() {
        return loops instanceof MultithreadEventExecutorGroup group ? group.executorCount() : 1;
    }
}
