package io.sluice.store.buckets;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.BucketName;
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
    public record Place(BucketName bucket, String prefix) {}

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
}
