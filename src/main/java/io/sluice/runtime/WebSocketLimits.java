package io.sluice.runtime;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.sluice.feature.frames.ingest.FramesConfig;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** A frame may come in one piece; images do not get smaller by compressing them once more. */
@Singleton
public class WebSocketLimits implements HttpServerOptionsCustomizer {
    /** So that what is a little too large gets an answer that says so; what is larger still is cut off. */
    private static final int MARGIN = 64 << 10;

    private final FramesConfig config;

    WebSocketLimits(FramesConfig config) {
        this.config = config;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setMaxWebSocketFrameSize(Math.toIntExact(config.maxSize().asLongValue()) + MARGIN)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
    }
}
