package io.sluice.store.local;

import io.sluice.base.time.Timers;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Sweeps a local store again and again, one sweep at a time. Never stops: a root without a store has nothing to sweep. */
public record LocalSweep(LocalObjectStore store, Timers timers, Duration age) {
    private static final Logger LOG = Logger.getLogger(LocalSweep.class);
    private static final Duration PAUSE = Duration.ofHours(1);

    /** What a sweep has removed. */
    public record Swept(int uploads, int objects) {}

    /** Sweeps now, and then every hour. */
    public void start() {
        store.sweep(age)
                .onTermination()
                .invoke(() -> {
                    var _ = timers.after(PAUSE, this::start);
                })
                .subscribe()
                .with(LocalSweep::tell, failure -> LOG.warn("What is over cannot be removed", failure));
    }

    private static void tell(Swept swept) {
        if (swept.uploads() > 0) {
            LOG.infof("Abandoned uploads are removed: count=%d", swept.uploads());
        }
        if (swept.objects() > 0) {
            LOG.infof("Objects are removed whose time is over: count=%d", swept.objects());
        }
    }
}
