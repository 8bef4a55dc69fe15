package io.sluice.runtime;

import io.sluice.edge.access.AccessConfig;
import io.sluice.edge.access.AccessConfig.Mode;
import io.sluice.feature.operations.ServiceInfo;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** What is looked at before Sluice takes a request. */
@Singleton
class Precautions {
    private static final Logger LOG = Logger.getLogger(Precautions.class);

    private final AccessConfig access;
    private final Listening listening;
    private final GroupLimits limits;
    private final ServiceInfo info;

    Precautions(AccessConfig access, GroupLimits limits, Listening listening, ServiceInfo info) {
        this.access = access;
        this.limits = limits;
        this.listening = listening;
        this.info = info;
    }

    /** @throws IllegalStateException when somebody would be let in, or get more, and nobody has said so */
    void take() {
        limits.check();
        if (listening.beyondLoopback() && access.mode() == Mode.LOOPBACK) {
            throw new IllegalStateException("quarkus.http.host=" + listening.host()
                    + " would let anyone in who reaches this machine. Listen on 127.0.0.1, or ask for credentials by"
                    + " sluice.access.mode=required, or say sluice.access.mode=open.");
        }
        info.dangers()
                .forEach(danger ->
                        LOG.warnf("A setting is dangerous: code=%s detail=%s", danger.code(), danger.detail()));
    }
}
