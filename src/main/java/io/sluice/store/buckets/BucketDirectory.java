package io.sluice.store.buckets;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the logical buckets really are. Immutable.
 *
 * @param places by logical name; a request for any other is refused
 */
public record BucketDirectory(Map<BucketName, Place> places) {
    /**
     * A bucket of the store, or a part of one.
     *
     * @param prefix what every key there begins with; empty when the logical bucket has a real one for itself
     */
    public record Place(BucketName bucket, String prefix) {
        /** Whether there can be an object that lies in both. */
        public boolean overlaps(Place other) {
            return bucket.equals(other.bucket) && (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix));
        }

        private boolean holds(ObjectRef real) {
            String key = real.key().value();
            return bucket.equals(real.bucket()) && key.startsWith(prefix) && key.length() > prefix.length();
        }

        private ObjectKey logical(ObjectKey key) {
            return prefix.isEmpty() ? key : new ObjectKey(key.value().substring(prefix.length()));
        }
    }

    public BucketDirectory {
        places = Map.copyOf(places);
    }

    /** Every logical bucket is a real one of the same name, except those in {@code named}. */
    public static BucketDirectory each(Set<BucketName> logical, Map<BucketName, BucketName> named) {
        return new BucketDirectory(logical.stream()
                .collect(Collectors.toMap(name -> name, name -> new Place(named.getOrDefault(name, name), ""))));
    }

    /** Every logical bucket is a prefix of the one real bucket. */
    public static BucketDirectory within(BucketName real, Set<BucketName> logical) {
        return new BucketDirectory(logical.stream()
                .collect(Collectors.toMap(name -> name, name -> new Place(real, name + "/"))));
    }

    /** @throws Fault {@link FaultCode#BUCKET_NOT_FOUND} */
    public Place place(BucketName logical) {
        Place place = places.get(logical);
        if (place == null) {
            throw Fault.of(FaultCode.BUCKET_NOT_FOUND, "There is no bucket '" + logical + "'.");
        }
        return place;
    }

    /**
     * Where the object really is.
     *
     * @throws Fault {@link FaultCode#BUCKET_NOT_FOUND}, {@link FaultCode#KEY_TOO_LONG}
     */
    public ObjectRef real(ObjectRef logical) {
        Place place = place(logical.bucket());
        if (place.prefix().isEmpty()) {
            return place.bucket().equals(logical.bucket()) ? logical : new ObjectRef(place.bucket(), logical.key());
        }
        return new ObjectRef(place.bucket(), new ObjectKey(place.prefix() + logical.key()));
    }

    /** The names of what lies at {@code real}: none outside of all logical buckets, several where they share a place. */
    public List<ObjectRef> logical(ObjectRef real) {
        return places.entrySet().stream()
                .filter(place -> place.getValue().holds(real))
                .map(place -> new ObjectRef(place.getKey(), place.getValue().logical(real.key())))
                .toList();
    }
}
