package io.sluice.runtime;

import io.sluice.redis.RedisLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The three probes. Liveness knows nothing of the store: a restart would not mend it. */
@ApplicationScoped
public class HealthChecks {
    @Produces
    @Startup
    HealthCheck started(Lifecycle lifecycle) {
        return () ->
                HealthCheckResponse.named("process").status(lifecycle.started()).build();
    }

    @Produces
    @Liveness
    HealthCheck live() {
        return () -> HealthCheckResponse.up("process");
    }

    @Produces
    @Readiness
    HealthCheck store(StoreWatch watch, SluiceConfig.StoreKind kind) {
        return () -> {
            StoreWatch.Seen seen = watch.seen();
            var response = HealthCheckResponse.named("store")
                    .status(seen.state().up())
                    .withData("kind", kind.name().toLowerCase(Locale.ROOT))
                    .withData("roundTripMicros", seen.roundTrip().toNanos() / 1000);
            return seen.problem().isEmpty()
                    ? response.build()
                    : response.withData("problem", seen.problem()).build();
        };
    }

    /** Always up: Redis is shown, never decisive. */
    @Produces
    @Readiness
    HealthCheck redis(RedisLink link) {
        return () -> HealthCheckResponse.named("redis")
                .up()
                .withData("state", link.state().name().toLowerCase(Locale.ROOT))
                .build();
    }
}
