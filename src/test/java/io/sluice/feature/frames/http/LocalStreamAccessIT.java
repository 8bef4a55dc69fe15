package io.sluice.feature.frames.http;

import io.sluice.testing.SluiceProcess.Setup;

/** Who may stream, over the embedded store. */
class LocalStreamAccessIT extends StreamAccessContract {
    @Override
    protected Setup setup() {
        return Setup.embedded();
    }
}
