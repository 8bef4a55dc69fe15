package io.sluice.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.edge.audit.AuditConfig;
import io.sluice.edge.audit.AuditLog;
import io.sluice.edge.audit.read.AuditReader;
import io.sluice.edge.audit.read.AuditWitness;
import io.sluice.edge.audit.trail.AuditTrail;
import io.sluice.edge.audit.trail.LineSeal;
import io.sluice.store.ObjectStore;
import io.sluice.store.commit.CommitMeans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Assembles the audit trail. */
@ApplicationScoped
public class AuditWiring {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** The trail of this process, or none. */
    @Singleton
    static class Trail {
        private final AuditConfig config;
        private final AuditTrail trail;
        private final AuditWitness witness;

        Trail(AuditConfig config, AuditTrail trail, AuditWitness witness) {
            this.config = config;
            this.trail = trail;
            this.witness = witness;
        }

        AuditLog log() {
            return config.enabled() ? trail : AuditLog.NONE;
        }

        void start() {
            if (config.enabled()) {
                witness.start();
            }
        }

        CompletionStage<Void> stop() {
            witness.stop();
            return config.enabled() ? trail.stop() : CompletableFuture.completedStage(null);
        }
    }

    @Produces
    @Singleton
    AuditLog log(Trail trail) {
        return trail.log();
    }

    @Produces
    @Singleton
    @Typed(AuditTrail.class)
    AuditTrail trail(
            ObjectStore store, TimeSource time, Timers timers, Ids ids, MeterRegistry meters, AuditConfig config) {
        CommitMeans means = new CommitMeans(store, time, timers, Backoff.system(FIRST_PAUSE, LONGEST_PAUSE));
        return new AuditTrail(new AuditTrail.Parts(AccessWiring.AUDIT, means, ids, meters), config);
    }

    @Produces
    @Singleton
    AuditReader reader(ObjectStore store, ByteBudget budget, AuditConfig config, TimeSource time) {
        LineSeal seal = new LineSeal(config.secret());
        return new AuditReader(store, budget, new AuditReader.Trail(AccessWiring.AUDIT, seal, config.keepFor()), time);
    }

    @Produces
    @Singleton
    AuditWitness witness(AuditTrail trail, AuditReader reader, TimeSource time, Timers timers, AuditConfig config) {
        return new AuditWitness(trail, reader, time, timers, config.witnessEvery());
    }
}
