package io.sluice.feature.objects.http;

import io.sluice.testing.SluiceProcess.Setup;

/** The objects API over the embedded store. */
class LocalObjectsApiIT extends ObjectsApiContract {
    @Override
    Setup setup() {
        return Setup.embedded();
    }
}
