package io.sluice.store;

/** Which object: a key in a bucket. */
public record ObjectRef(BucketName bucket, ObjectKey key) {
    public static ObjectRef of(String bucket, String key) {
        return new ObjectRef(new BucketName(bucket), new ObjectKey(key));
    }

    @Override
    public String toString() {
        return bucket + "/" + key;
    }
}
