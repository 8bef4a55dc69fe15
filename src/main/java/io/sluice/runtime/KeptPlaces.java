package io.sluice.runtime;

import io.sluice.feature.frames.pack.PackKey;
import io.sluice.store.BucketName;
import io.sluice.store.buckets.BucketDirectory;
import io.sluice.store.buckets.BucketDirectory.Place;
import java.util.Set;

/**
 * Sees to it that nothing else lies where Sluice keeps what is its own. What protects those buckets goes by their logical names: under
 * another name their objects would be like any others.
 */
record KeptPlaces(BucketDirectory directory) {
    /** Buckets that Sluice itself has for what is not the user's: nobody reads there, and their objects live as long as it says. */
    static final Set<BucketName> KEPT = Set.of(AccessWiring.SYSTEM, AccessWiring.AUDIT, PackKey.BUCKET);

    /** @throws IllegalStateException with the name of the property that would put another bucket there */
    BucketDirectory apart() {
        for (BucketName kept : KEPT) {
            Place place = directory.place(kept);
            directory.places().forEach((name, other) -> {
                if (!name.equals(kept) && place.overlaps(other)) {
                    throw refused(kept, name);
                }
            });
        }
        return directory;
    }

    private IllegalStateException refused(BucketName kept, BucketName other) {
        BucketName moved = directory.place(other).bucket().equals(other) ? kept : other;
        return new IllegalStateException("sluice.buckets." + moved + ".name cannot be '"
                + directory.place(moved).bucket() + "': the buckets '" + other + "' and '" + kept
                + "' would lie at one place, and what Sluice keeps in '" + kept + "' shares its place with nothing.");
    }
}
