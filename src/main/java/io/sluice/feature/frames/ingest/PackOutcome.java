package io.sluice.feature.frames.ingest;

import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.pack.PackListener;
import io.sluice.feature.frames.pack.SealedPack;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells what became of packs: counts it, logs it, and tells the listeners of those that are stored. */
record PackOutcome(IngestMeters meters, List<PackListener> listeners) {
    private static final Logger LOG = Logger.getLogger(PackOutcome.class);

    PackOutcome {
        listeners = List.copyOf(listeners);
    }

    void of(SealedPack pack, @Nullable Fault fault, long nanos) {
        if (fault == null) {
            meters.stored(pack.body().length(), nanos);
            listeners.forEach(listener -> tell(listener, pack));
        } else {
            meters.refused(fault, pack.table().size());
            LOG.warnf(
                    "A pack of frames could not be stored: code=%s key=%s count=%d",
                    fault.code().wire(), pack.key(), pack.table().size());
        }
    }

    /** The pack is stored whatever becomes of telling it. */
    private static void tell(PackListener listener, SealedPack pack) {
        try {
            listener.stored(pack.key(), pack.body().length(), pack.table());
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "A stored pack could not be told of: key=%s", pack.key());
        }
    }
}
