package io.sluice.runtime;

import io.sluice.edge.access.AccessConfig;
import io.sluice.feature.buckets.BucketReconciler;
import io.sluice.feature.buckets.Reconciliation.Finding;
import io.sluice.feature.operations.Notice;
import io.sluice.feature.operations.ServiceInfo;
import io.sluice.runtime.SluiceConfig.StoreKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Assembles what operators are told. */
@ApplicationScoped
public class OperationsWiring {
    @Produces
    @Singleton
    ServiceInfo info(
            Dangers dangers,
            BucketReconciler buckets,
            StoreKind store,
            AccessConfig access,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        return new ServiceInfo(
                version,
                store.name().toLowerCase(Locale.ROOT),
                access.mode().name().toLowerCase(Locale.ROOT),
                dangers.found(),
                () -> buckets.open().stream().map(OperationsWiring::notice).toList());
    }

    private static Notice notice(Finding finding) {
        String why = finding.why() == null
                ? "The store keeps something else."
                : finding.why().detail();
        return new Notice(
                "bucket-" + finding.setting() + "-" + finding.outcome().label(),
                "The bucket '" + finding.bucket() + "' is not as declared. " + why);
    }
}
