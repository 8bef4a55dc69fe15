package io.sluice.edge.gateway;

import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;
import java.util.Map;

/** What is declared of all buckets for readers without credentials. */
public record PublicBuckets(Map<BucketName, PublicBucket> buckets) {
    public PublicBuckets {
        buckets = Map.copyOf(buckets);
    }

    public PublicBucket of(BucketName bucket) {
        return buckets.getOrDefault(bucket, PublicBucket.NONE);
    }

    public boolean shows(ObjectRef object) {
        return of(object.bucket()).shows(object.key().value());
    }
}
