package io.sluice.feature.operations.http;

import io.sluice.testing.SluiceProcess.Setup;

/** Refusals over the embedded store. */
class LocalRefusalIT extends RefusalContract {
    @Override
    protected Setup setup() {
        return Setup.embedded();
    }
}
