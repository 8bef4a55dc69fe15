package io.sluice.runtime;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.edge.access.AccessConfig;
import io.sluice.edge.access.AccessConfig.Mode;
import io.sluice.feature.frames.ingest.FrameIngest;
import io.sluice.redis.RedisLink;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Start and stop, in their order. */
@Singleton
public class Lifecycle {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final StoreWatch store;
    private final RedisLink redis;
    private final StoreWiring.Adapters adapters;
    private final FrameIngest frames;
    private final Upkeep upkeep;
    private final AccessConfig access;
    private final AuditWiring.Trail audit;
    private final WhenMade whenMade;
    private final Duration patience;
    private final String host;
    private volatile boolean started;

    Lifecycle(
            StoreWatch store,
            RedisLink redis,
            StoreWiring.Adapters adapters,
            FrameIngest frames,
            Upkeep upkeep,
            AccessConfig access,
            AuditWiring.Trail audit,
            WhenMade whenMade,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Duration patience,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.store = store;
        this.redis = redis;
        this.adapters = adapters;
        this.frames = frames;
        this.upkeep = upkeep;
        this.access = access;
        this.audit = audit;
        this.whenMade = whenMade;
        this.patience = patience;
        this.host = host;
    }

    void start(@Observes StartupEvent event) {
        refuseToBeOpenUnasked();
        store.whenMade(whenMade::run);
        store.start();
        redis.start();
        upkeep.start();
        started = true;
    }

    /** Comes first: streams of frames would go on for ever. */
    void endStreams(@Observes ShutdownDelayInitiatedEvent event) {
        var _ = frames.stop();
        var _ = upkeep.stop();
    }

    /** Comes when the requests under way have ended, or {@code quarkus.shutdown.timeout} has. */
    void stop(@Observes ShutdownEvent event) {
        started = false;
        LastWait.on(frames.stop().thenCombine(upkeep.stop(), (_, _) -> true), patience);
        // What has come to its end until now is noted, too.
        LastWait.on(audit.stop(), patience);
        store.stop();
        redis.close();
        adapters.close();
    }

    boolean started() {
        return started;
    }

    private void refuseToBeOpenUnasked() {
        if (!LOOPBACK.contains(host) && access.mode() == Mode.LOOPBACK) {
            throw new IllegalStateException("quarkus.http.host=" + host
                    + " would let anyone in who reaches this machine. Listen on 127.0.0.1, or ask for credentials by"
                    + " sluice.access.mode=required, or say sluice.access.mode=open.");
        }
    }
}
