package io.sluice.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Two connections to Redis: one that commands are pipelined on, and one that listens. Used until one of them breaks. */
final class RedisLine {
    /** How long opening may take in all. */
    static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(RedisLine.class);
    private static final int WAITING = 8192;

    private final Redis client;
    private @Nullable RedisConnection commands;

    RedisLine(Vertx vertx, String url) {
        RedisOptions options = new RedisOptions()
                .setConnectionString(url)
                .setPoolName("sluice")
                .setMaxPoolSize(2)
                .setMaxWaitingHandlers(WAITING);
        // A line that is given up takes back what it has not sent: nobody is to be told of it minutes later.
        options.getNetClientOptions()
                .setConnectTimeout((int) CONNECT_LIMIT.toMillis())
                .setSoLinger(0);
        this.client = Redis.createClient(vertx, options);
    }

    /** Connects, listens, and waits for a first answer. */
    CompletableFuture<RedisLine> open(Map<String, Consumer<String>> channels, Consumer<String> onBreak) {
        return client.connect()
                .compose(connection -> watched(connection, onBreak)
                        .send(Request.cmd(Command.PING))
                        .map(connection))
                .compose(connection -> {
                    commands = connection;
                    return client.connect();
                })
                .compose(listener -> listening(watched(listener, onBreak), channels))
                .map(this)
                .toCompletionStage()
                .toCompletableFuture();
    }

    RedisConnection commands() {
        return Objects.requireNonNull(commands);
    }

    private static RedisConnection watched(RedisConnection connection, Consumer<String> onBreak) {
        return connection
                .exceptionHandler(failure -> onBreak.accept(String.valueOf(failure)))
                .endHandler(_ -> onBreak.accept("closed by Redis"));
    }

    private static Future<Void> listening(RedisConnection listener, Map<String, Consumer<String>> channels) {
        if (channels.isEmpty()) {
            return Future.succeededFuture();
        }
        listener.handler(message -> taken(message, channels));
        Request subscribe = Request.cmd(Command.SUBSCRIBE);
        channels.keySet().forEach(subscribe::arg);
        return listener.send(subscribe).mapEmpty();
    }

    private static void taken(Response message, Map<String, Consumer<String>> channels) {
        if (message.size() == 3 && "message".equals(message.get(0).toString())) {
            Consumer<String> taker = channels.get(message.get(1).toString());
            if (taker != null) {
                taken(message.get(2).toString(), taker);
            }
        }
    }

    /** A failure must not reach the parser of the connection, which would understand nothing any more. */
    private static void taken(String message, Consumer<String> taker) {
        try {
            taker.accept(message);
        } catch (RuntimeException notUnderstood) {
            LOG.debugf("A message was not understood: cause=%s", notUnderstood);
        }
    }

    void close() {
        client.close();
    }
}
