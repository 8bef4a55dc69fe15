package io.sluice.runtime;

import io.sluice.base.time.Timers;
import io.sluice.edge.access.AccessConfig;
import io.sluice.edge.access.AccessConfig.Mode;
import io.sluice.feature.keys.ApiKeys;
import io.sluice.feature.keys.MadeKey;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Sees to it that somebody can get in where credentials are asked for: without an admin key in the configuration, and without any API
 * key, one is made and told. Until that is done it is tried again: nobody else could get in to do anything about it.
 */
@Singleton
class FirstKey {
    private static final Logger LOG = Logger.getLogger(FirstKey.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final AccessConfig config;
    private final ApiKeys keys;
    private final Timers timers;
    private final AtomicReference<String> lastCause = new AtomicReference<>("");

    FirstKey(AccessConfig config, ApiKeys keys, Timers timers) {
        this.config = config;
        this.keys = keys;
        this.timers = timers;
    }

    void make() {
        if (config.mode() == Mode.REQUIRED && config.adminKey().isEmpty()) {
            keep(keys.first());
        }
    }

    /** The same each time: an attempt that has failed may have kept it. */
    private void keep(MadeKey first) {
        keys.keepFirst(first)
                .subscribe()
                .with(
                        mine -> {
                            if (mine) {
                                tell(first);
                            }
                        },
                        failure -> {
                            failed(String.valueOf(failure));
                            var _ = timers.after(PAUSE, () -> keep(first));
                        });
    }

    /** Of a cause that stays the same only once. */
    private void failed(String cause) {
        if (!cause.equals(lastCause.getAndSet(cause))) {
            LOG.errorf("The first admin key could not be made: cause=%s", cause);
        }
    }

    /** Straight to the console, so that no handler of the log passes it on. */
    @SuppressWarnings("SystemOut") // It is no log line.
    private static void tell(MadeKey made) {
        System.out.println("Sluice: the first admin key, told this once: " + made.text());
    }
}
