package io.sluice.feature.frames.http;

import io.sluice.testing.SluiceProcess.Setup;

/** The way in, over the embedded store. */
class LocalFrameIngestIT extends FrameIngestContract {
    @Override
    Setup setup() {
        return Setup.embedded();
    }
}
