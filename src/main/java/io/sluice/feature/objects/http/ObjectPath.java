package io.sluice.feature.objects.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.http.ExtValue;
import io.sluice.edge.http.PercentDecoder;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;

/** The path of an object: {@code /api/v1/buckets/{bucket}/objects/{key…}}, where slashes of the key stand as they are. */
final class ObjectPath {
    static final String BUCKETS = "/api/v1/buckets/";
    private static final String OBJECTS = "/objects/";

    private ObjectPath() {}

    /** Whether the raw path goes on after {@code /objects/}. */
    static boolean namesObject(String path) {
        int objects = path.indexOf(OBJECTS, BUCKETS.length());
        return path.startsWith(BUCKETS) && objects > 0 && objects + OBJECTS.length() < path.length();
    }

    /**
     * @param path as it came over the wire, percent-encoded
     * @throws Fault {@code invalid-bucket}, {@code invalid-key}, {@code key-too-long}
     */
    static ObjectRef parse(String path) {
        int objects = path.indexOf(OBJECTS, BUCKETS.length());
        BucketName bucket =
                new BucketName(decoded(path.substring(BUCKETS.length(), objects), FaultCode.INVALID_BUCKET));
        String key = decoded(path.substring(objects + OBJECTS.length()), FaultCode.INVALID_KEY);
        return new ObjectRef(bucket, new ObjectKey(key));
    }

    /** The path under which the object is found again. */
    static String of(ObjectRef object) {
        String[] segments = object.key().value().split("/", -1);
        StringBuilder path = new StringBuilder(BUCKETS).append(object.bucket()).append("/objects");
        for (String segment : segments) {
            path.append('/').append(ExtValue.percent(segment));
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
