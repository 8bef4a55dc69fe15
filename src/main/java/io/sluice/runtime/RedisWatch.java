package io.sluice.runtime;

import io.sluice.base.time.Timers;
import io.sluice.redis.RedisConfig;
import io.sluice.redis.RedisConnection;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Knows whether Redis answers. It is shown, and never decides anything. */
@Singleton
public class RedisWatch {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final RedisConfig config;
    private final Timers timers;
    private final AtomicReference<State> state = new AtomicReference<>(State.ABSENT);

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
        config.url().ifPresent(url -> look(new RedisConnection(vertx, url, config.timeout())));
    }

    State state() {
        return state.get();
    }

    private void look(RedisConnection redis) {
        redis.answers().subscribe().with(answers -> {
            state.set(answers ? State.UP : State.DOWN);
            Runnable _ = timers.after(EVERY, () -> look(redis));
        });
    }
}
