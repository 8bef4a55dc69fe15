package io.sluice.store;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * The part of the store port that concerns buckets as a whole, by their real names. Every operation starts when subscribed to and fails
 * with a {@link io.sluice.base.fault.Fault}: {@code not-supported} where the store has no such thing, {@code setting-refused} where it
 * does not take this one.
 */
public interface BucketSettings {
    /**
     * What is set on a bucket.
     *
     * @param setting as far as it can be said of this port
     * @param altered what stands there in the place of Sluice's and does more or less than the setting says, in the store's words
     */
    record Found(BucketSetting setting, List<String> altered) {
        public Found {
            altered = List.copyOf(altered);
        }

        /** Nothing but the setting. */
        public static Found exactly(BucketSetting setting) {
            return new Found(setting, List.of());
        }

        public boolean is(BucketSetting wanted) {
            return altered.isEmpty() && setting.equals(wanted);
        }
    }

    /** How it stands; of rules, only those that Sluice has set. */
    Uni<Found> read(BucketName bucket, BucketSetting.Aspect aspect);

    /** Sets it, in place of what Sluice had set before; again is no harm. */
    Uni<Void> apply(BucketName bucket, BucketSetting setting);
}
