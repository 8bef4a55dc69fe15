package io.sluice.feature.buckets;

import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import java.util.List;

/**
 * What configuration says of a logical bucket.
 *
 * @param ownership whether its objects are only for who has stored them
 * @param readsAudited whether reads are in the audit trail
 * @param settings with keys as they are in the logical bucket; of what is not declared there is none
 */
public record DeclaredBucket(BucketName name, boolean ownership, boolean readsAudited, List<BucketSetting> settings) {
    public DeclaredBucket {
        settings = List.copyOf(settings);
    }
}
