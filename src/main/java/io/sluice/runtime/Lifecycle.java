package io.sluice.runtime;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.redis.RedisLink;
import io.sluice.runtime.SluiceConfig.Access.Mode;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Start and stop, in their order. */
@Singleton
public class Lifecycle {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final StoreWatch store;
    private final RedisLink redis;
    private final StoreWiring.Adapters adapters;
    private final SluiceConfig config;
    private final String host;
    private volatile boolean started;

    Lifecycle(
            StoreWatch store,
            RedisLink redis,
            StoreWiring.Adapters adapters,
            SluiceConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.store = store;
        this.redis = redis;
        this.adapters = adapters;
        this.config = config;
        this.host = host;
    }

    void start(@Observes StartupEvent event) {
        refuseToBeOpenUnasked();
        store.start();
        redis.start();
        started = true;
    }

    /** Comes when the requests under way have ended, or {@code quarkus.shutdown.timeout} has. */
    void stop(@Observes ShutdownEvent event) {
        started = false;
        store.stop();
        redis.close();
        adapters.close();
    }

    boolean started() {
        return started;
    }

    private void refuseToBeOpenUnasked() {
        if (!LOOPBACK.contains(host) && config.access().mode() != Mode.OPEN) {
            throw new IllegalStateException(
                    "quarkus.http.host=" + host
                            + " would let anyone in who reaches this machine. Listen on 127.0.0.1, or say sluice.access.mode=open.");
        }
    }
}
