package io.sluice.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.time.Duration;

/** One pool of connections to Redis; connects when first used. Thread-safe. */
public final class RedisConnection implements AutoCloseable {
    private static final int POOL = 16;
    private static final int WAITING = 1024;
    private static final int CONNECT_MILLIS = 250;

    private final Redis redis;
    private final Duration timeout;

    public RedisConnection(Vertx vertx, String url, Duration timeout) {
        RedisOptions options =
                new RedisOptions().setConnectionString(url).setMaxPoolSize(POOL).setMaxPoolWaiting(WAITING);
        options.getNetClientOptions().setConnectTimeout(CONNECT_MILLIS);
        this.redis = Redis.createClient(vertx, options);
        this.timeout = timeout;
    }

    /** Whether Redis answers within the timeout; never fails. */
    public Uni<Boolean> answers() {
        return Uni.createFrom()
                .completionStage(() -> redis.send(Request.cmd(Command.PING)).toCompletionStage())
                .map(pong -> true)
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(false)
                .onFailure()
                .recoverWithItem(false);
    }

    @Override
    public void close() {
        redis.close();
    }
}
