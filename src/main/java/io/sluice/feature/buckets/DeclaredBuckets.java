package io.sluice.feature.buckets;

import io.sluice.store.BucketName;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What configuration says of all logical buckets, by name. */
public record DeclaredBuckets(List<DeclaredBucket> all) {
    public DeclaredBuckets {
        all = all.stream()
                .sorted(Comparator.comparing(bucket -> bucket.name().value()))
                .toList();
    }

    /** Those of which it is said. */
    public Set<BucketName> names(Predicate<DeclaredBucket> said) {
        return all.stream().filter(said).map(DeclaredBucket::name).collect(Collectors.toUnmodifiableSet());
    }
}
