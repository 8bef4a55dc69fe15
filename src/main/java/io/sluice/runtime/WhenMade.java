package io.sluice.runtime;

import io.sluice.feature.buckets.BucketReconciler;
import io.sluice.feature.links.seal.LinkSeals;
import jakarta.inject.Singleton;

/** What begins as soon as all buckets are there. */
@Singleton
record WhenMade(FirstKey firstKey, AuditWiring.Trail audit, BucketReconciler buckets, LinkSeals links) {
    void run() {
        firstKey.make();
        audit.start();
        buckets.start();
        links.start();
    }
}
