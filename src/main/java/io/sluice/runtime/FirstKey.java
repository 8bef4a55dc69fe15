package io.sluice.runtime;

import io.sluice.edge.access.AccessConfig;
import io.sluice.edge.access.AccessConfig.Mode;
import io.sluice.feature.keys.ApiKeys;
import io.sluice.feature.keys.MadeKey;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Sees to it that somebody can get in where credentials are asked for: without an admin key in the configuration, and without any API
 * key, one is made and told.
 */
@Singleton
class FirstKey {
    private static final Logger LOG = Logger.getLogger(FirstKey.class);

    private final AccessConfig config;
    private final ApiKeys keys;

    FirstKey(AccessConfig config, ApiKeys keys) {
        this.config = config;
        this.keys = keys;
    }

    void make() {
        if (config.mode() == Mode.REQUIRED && config.adminKey().isEmpty()) {
            keys.makeFirst()
                    .subscribe()
                    .with(
                            made -> made.ifPresent(FirstKey::tell),
                            failure -> LOG.errorf("The first admin key could not be made: cause=%s", failure));
        }
    }

    /** Straight to the console: logs are kept, and read by others. */
    @SuppressWarnings("SystemOut") // It is no log line.
    private static void tell(MadeKey made) {
        System.out.println("Sluice: the first admin key, told this once: " + made.text());
    }
}
