package io.sluice.store;

import io.smallrye.mutiny.Uni;

/**
 * The part of the store port that concerns buckets as a whole, by their real names. Every operation starts when subscribed to and fails
 * with a {@link io.sluice.base.fault.Fault}: {@code not-supported} where the store has no such thing, {@code setting-refused} where it
 * does not take this one.
 */
public interface BucketSettings {
    /** How it stands; of rules, only those that Sluice has set. */
    Uni<FoundSetting> read(BucketName bucket, BucketSetting.Aspect aspect);

    /** Sets it, in place of what Sluice had set before; again is no harm. */
    Uni<Void> apply(BucketName bucket, BucketSetting setting);
}
