package io.sluice.edge.gateway;

import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What is declared of all buckets for readers without credentials.
 *
 * @param base under which Sluice is reached from outside; empty for what the client called it
 */
public record PublicBuckets(Map<BucketName, PublicBucket> buckets, Optional<URI> base) {
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
