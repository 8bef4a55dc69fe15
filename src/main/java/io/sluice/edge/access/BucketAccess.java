package io.sluice.edge.access;

import io.sluice.store.BucketName;
import java.util.Set;

/**
 * What has to be known of buckets to decide who may do what.
 *
 * @param hidden Sluice's own records: no request reaches them as objects
 * @param managed objects that other parts of Sluice look after: for admins only
 * @param owned objects belong to who has stored them
 * @param readsAudited reads are in the audit trail, too
 * @param framesAudited so are reads of cameras and of their frames
 */
public record BucketAccess(
        Set<BucketName> hidden,
        Set<BucketName> managed,
        Set<BucketName> owned,
        Set<BucketName> readsAudited,
        boolean framesAudited) {
    public static final BucketAccess NONE = new BucketAccess(Set.of(), Set.of(), Set.of(), Set.of(), false);

    public BucketAccess {
        hidden = Set.copyOf(hidden);
        managed = Set.copyOf(managed);
        owned = Set.copyOf(owned);
        readsAudited = Set.copyOf(readsAudited);
    }
}
