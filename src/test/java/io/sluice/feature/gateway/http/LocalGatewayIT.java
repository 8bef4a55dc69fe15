package io.sluice.feature.gateway.http;

import io.sluice.testing.SluiceProcess.Setup;

/** The public gateway over the embedded store. */
class LocalGatewayIT extends GatewayContract {
    @Override
    Setup setup() {
        return Setup.embedded();
    }
}
