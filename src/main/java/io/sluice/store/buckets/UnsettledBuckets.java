package io.sluice.store.buckets;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.BucketName;
import io.smallrye.mutiny.Uni;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The logical buckets that are still to be made sure of: what finds one of them missing comes too early, and may be tried
 * again. A bucket is settled when the store has it, or has refused it for good. Thread-safe.
 */
final class UnsettledBuckets {
    private final Set<BucketName> unsettled = ConcurrentHashMap.newKeySet();

    UnsettledBuckets(Set<BucketName> all) {
        unsettled.addAll(all);
    }

    /** {@code call} as it is once the bucket is settled; until then it fails with {@code bucket-not-ready} instead of not found. */
    <T> Uni<T> within(BucketName bucket, Uni<T> call) {
        return unsettled.contains(bucket)
                ? call.onFailure(UnsettledBuckets::missing).transform(failure -> notReady(bucket, failure))
                : call;
    }

    /** {@code call}, which makes sure of the bucket. */
    Uni<Void> settling(BucketName bucket, Uni<Void> call) {
        return call.onItem()
                .invoke(() -> unsettled.remove(bucket))
                .onFailure(failure -> !Fault.from(failure).retryable())
                .invoke(() -> unsettled.remove(bucket));
    }

    private static boolean missing(Throwable failure) {
        return failure instanceof Fault fault && fault.code() == FaultCode.BUCKET_NOT_FOUND;
    }

    private static Fault notReady(BucketName bucket, Throwable failure) {
        return Fault.of(
                FaultCode.BUCKET_NOT_READY, "The bucket '" + bucket + "' is still to be made sure of.", failure);
    }
}
