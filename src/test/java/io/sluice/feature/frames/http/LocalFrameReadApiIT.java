package io.sluice.feature.frames.http;

import io.sluice.testing.SluiceProcess.Setup;

/** Reading frames from the embedded store. */
class LocalFrameReadApiIT extends FrameReadApiContract {
    @Override
    Setup setup() {
        return Setup.embedded();
    }
}
