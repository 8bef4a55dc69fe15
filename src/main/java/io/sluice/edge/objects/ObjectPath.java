package io.sluice.edge.objects;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.http.ExtValue;
import io.sluice.edge.http.PercentDecoder;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;

/**
 * Paths of objects, in which slashes of the key stand as they are.
 *
 * @param before the bucket
 * @param between bucket and key
 */
public record ObjectPath(String before, String between) {
    /** {@code /api/v1/buckets/{bucket}/objects/{key…}}. */
    public static final ObjectPath API = new ObjectPath("/api/v1/buckets/", "/objects/");

    /** {@code /storage/{bucket}/{key…}}. */
    public static final ObjectPath STORAGE = new ObjectPath("/storage/", "/");

    /** Whether the raw path goes on after what stands between bucket and key. */
    public boolean namesObject(String path) {
        int at = path.indexOf(between, before.length());
        return path.startsWith(before) && at > 0 && at + between.length() < path.length();
    }

    /**
     * @param path as it came over the wire, percent-encoded
     * @throws Fault {@code invalid-bucket}, {@code invalid-key}, {@code key-too-long}
     */
    public ObjectRef parse(String path) {
        int at = path.indexOf(between, before.length());
        BucketName bucket = new BucketName(decoded(path.substring(before.length(), at), FaultCode.INVALID_BUCKET));
        String key = decoded(path.substring(at + between.length()), FaultCode.INVALID_KEY);
        return new ObjectRef(bucket, new ObjectKey(key));
    }

    /** The path under which the object is found again. */
    public String of(ObjectRef object) {
        StringBuilder path = new StringBuilder(before).append(object.bucket()).append(between);
        String separator = "";
        for (String segment : object.key().value().split("/", -1)) {
            path.append(separator).append(ExtValue.percent(segment));
            separator = "/";
        }
        return path.toString();
    }

    private static String decoded(String text, FaultCode code) {
        try {
            return PercentDecoder.decode(text);
        } catch (IllegalArgumentException wrong) {
            throw Fault.of(code, "The path is not percent-encoded UTF-8.", wrong);
        }
    }
}
