package io.sluice.feature.links.http;

import io.sluice.testing.SluiceProcess.Setup;

/** Links of Sluice over the embedded store. */
class LocalLinksIT extends SluiceLinksContract {
    @Override
    Setup setup() {
        return Setup.embedded();
    }
}
