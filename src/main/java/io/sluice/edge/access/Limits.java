package io.sluice.edge.access;

import io.sluice.base.fault.Fault;
import io.sluice.store.BucketName;
import java.util.List;
import java.util.Set;

/**
 * What a role is for. Without any limit it is for everything; with some it is for what they name, and for nothing else: a role that is
 * limited to a bucket sees no camera.
 *
 * @param buckets logical ones; empty for any, if there are prefixes
 * @param prefixes one of which a key begins with, taken literally; empty for any, if there are buckets
 * @param cameras by name; one that ends with {@code *} stands for all that begin so
 */
public record Limits(Set<BucketName> buckets, List<String> prefixes, List<String> cameras) {
    public static final Limits NONE = new Limits(Set.of(), List.of(), List.of());

    private static final String ANY = "*";

    public Limits {
        buckets = Set.copyOf(buckets);
        prefixes = List.copyOf(prefixes);
        cameras = List.copyOf(cameras);
    }

    /** @throws Fault {@code invalid-bucket} */
    public static Limits of(List<String> buckets, List<String> prefixes, List<String> cameras) {
        return new Limits(Set.copyOf(buckets.stream().map(BucketName::new).toList()), prefixes, cameras);
    }

    /** Whether there are none. */
    public boolean absent() {
        return equals(NONE);
    }

    boolean admit(Resource resource) {
        return absent()
                || switch (resource) {
                    case Resource.Service _, Resource.OfKey _ -> false;
                    case Resource.OfObject(var object) ->
                        admit(object.bucket(), object.key().value());
                    case Resource.OfPrefix(var bucket, var prefix) -> admit(bucket, prefix);
                    case Resource.OfCamera(var name) -> cameras.stream().anyMatch(limit -> isCamera(name, limit));
                    case Resource.Cameras() -> !cameras.isEmpty();
                };
    }

    /** Whether it is for any object of the bucket. */
    boolean concern(BucketName bucket) {
        boolean forObjects = !buckets.isEmpty() || !prefixes.isEmpty();
        return absent() || (forObjects && (buckets.isEmpty() || buckets.contains(bucket)));
    }

    private boolean admit(BucketName bucket, String key) {
        return concern(bucket) && (prefixes.isEmpty() || prefixes.stream().anyMatch(key::startsWith));
    }

    private static boolean isCamera(String name, String limit) {
        return limit.endsWith(ANY)
                ? name.startsWith(limit.substring(0, limit.length() - ANY.length()))
                : name.equals(limit);
    }
}
