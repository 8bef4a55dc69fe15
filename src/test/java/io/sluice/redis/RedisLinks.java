package io.sluice.redis;

import io.sluice.base.time.Timers;
import io.sluice.testing.Configs;
import io.vertx.core.Vertx;
import java.util.Map;

/** Links to a Redis on loopback, for tests. */
public final class RedisLinks {
    private RedisLinks() {}

    /** One that is not started yet. */
    public static RedisLink to(Vertx vertx, int port) {
        Map<String, String> values =
                Map.of("sluice.redis.url", "redis://127.0.0.1:" + port, "sluice.redis.timeout", "100ms");
        return new RedisLink(vertx, Configs.of(RedisConfig.class, values), timers(vertx));
    }

    static Timers timers(Vertx vertx) {
        return (delay, task) -> {
            long timer = vertx.setTimer(Math.max(1, delay.toMillis()), _ -> task.run());
            return () -> vertx.cancelTimer(timer);
        };
    }
}
