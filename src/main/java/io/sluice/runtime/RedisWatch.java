package io.sluice.runtime;

import io.sluice.base.time.Timers;
import io.sluice.redis.RedisConfig;
import io.sluice.redis.RedisConnection;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Knows whether Redis answers. It is shown, and never decides anything. */
@Singleton
public class RedisWatch {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final RedisConfig config;
    private final Timers timers;
    private final AtomicReference<State> state = new AtomicReference<>(State.ABSENT);
    private volatile @Nullable RedisConnection connection;

    enum State {
        ABSENT,
        UP,
        DOWN
    }

    RedisWatch(Vertx vertx, RedisConfig config, Timers timers) {
        this.vertx = vertx;
        this.config = config;
        this.timers = timers;
    }

    void start() {
        config.url().ifPresent(url -> {
            RedisConnection redis = new RedisConnection(vertx, url, config.timeout());
            connection = redis;
            look(redis);
        });
    }

    /** Asks no more, and closes the connection. */
    void stop() {
        RedisConnection redis = connection;
        connection = null;
        if (redis != null) {
            redis.close();
        }
    }

    State state() {
        return state.get();
    }

    private void look(RedisConnection redis) {
        if (connection == null) {
            return;
        }
        redis.answers().subscribe().with(answers -> {
            state.set(answers ? State.UP : State.DOWN);
            Runnable _ = timers.after(EVERY, () -> look(redis));
        });
    }
}
