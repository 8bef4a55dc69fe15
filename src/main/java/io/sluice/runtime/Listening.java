package io.sluice.runtime;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Where Sluice answers. */
@Singleton
class Listening {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final String host;
    private final boolean tls;

    Listening(
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.tls-configuration-name") Optional<String> named,
            @ConfigProperty(name = "quarkus.http.ssl.certificate.files") Optional<String> files,
            @ConfigProperty(name = "quarkus.http.ssl.certificate.key-store-file") Optional<String> keyStore) {
        this.host = host;
        this.tls = named.isPresent() || files.isPresent() || keyStore.isPresent();
    }

    String host() {
        return host;
    }

    boolean tls() {
        return tls;
    }

    boolean beyondLoopback() {
        return !isLoopback(host);
    }

    static boolean isLoopback(@Nullable String host) {
        return host != null && LOOPBACK.contains(host);
    }
}
