package io.sluice.edge.audit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The audit trail. */
@ConfigMapping(prefix = "sluice.audit")
public interface AuditConfig {
    /** Whether there is one. */
    @WithDefault("true")
    boolean enabled();

    /** So long after the first of them lines are stored; a process that is killed takes those with it that came since. */
    @WithDefault("250ms")
    Duration maxDelay();

    /** Size at which lines are stored before that. */
    @WithDefault("1M")
    MemorySize maxBytes();

    /**
     * Lines that may wait for the store, on top of the byte budget; what has to be noted is refused while there are more. Lines of
     * refusals take half of it at most, and no more than 100 a second of callers who have not shown who they are and as many of those
     * who have; what gets no line is counted, and a line of its own tells how many.
     */
    @WithDefault("4M")
    MemorySize memory();

    /** What hashes are made with, so that nobody can make lines who does not have it; the same for all replicas, and not to be changed. */
    Optional<String> secret();

    /** How often the ends of all chains are noted in each other. */
    @WithDefault("1h")
    Duration witnessEvery();

    /**
     * How long lines are kept, in whole days: then a rule of the bucket lets them go, and nobody reads or verifies what came before.
     * Without it all are kept.
     */
    Optional<Duration> keepFor();
}
