package io.sluice.store;

import io.smallrye.mutiny.Uni;

/**
 * The store port: object storage as S3 defines it. Adapters: {@code store.s3}, {@code store.local}; one contract test class
 * holds them to the same behaviour.
 */
public interface ObjectStore extends ObjectReads, ObjectWrites, MultipartWrites {
    /** Makes sure that a bucket exists. */
    Uni<Void> ensureBucket(BucketName bucket);

    /** Whether the bucket answers, with the cheapest call there is. Fails with {@code bucket-not-found} or a store fault. */
    Uni<Void> ping(BucketName bucket);
}
