package io.sluice.runtime;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.feature.frames.ingest.FrameIngest;
import io.sluice.redis.RedisLink;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Start and stop, in their order. */
@Singleton
public class Lifecycle {
    private final StoreWatch store;
    private final RedisLink redis;
    private final StoreWiring.Adapters adapters;
    private final FrameIngest frames;
    private final Upkeep upkeep;
    private final AuditWiring.Trail audit;
    private final WhenMade whenMade;
    private final Precautions precautions;
    private final Duration patience;
    private volatile boolean started;

    Lifecycle(
            StoreWatch store,
            RedisLink redis,
            StoreWiring.Adapters adapters,
            FrameIngest frames,
            Upkeep upkeep,
            AuditWiring.Trail audit,
            WhenMade whenMade,
            Precautions precautions,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Duration patience) {
        this.store = store;
        this.redis = redis;
        this.adapters = adapters;
        this.frames = frames;
        this.upkeep = upkeep;
        this.audit = audit;
        this.whenMade = whenMade;
        this.precautions = precautions;
        this.patience = patience;
    }

    void start(@Observes StartupEvent event) {
        precautions.take();
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
}
