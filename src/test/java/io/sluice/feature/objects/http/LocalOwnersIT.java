package io.sluice.feature.objects.http;

import io.sluice.testing.SluiceProcess;

/** Owners over the embedded store. */
class LocalOwnersIT extends OwnersContract {
    @Override
    protected SluiceProcess.Setup setup() {
        return SluiceProcess.Setup.embedded();
    }
}
