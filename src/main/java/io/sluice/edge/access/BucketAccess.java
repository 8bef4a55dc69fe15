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
 */
public record BucketAccess(
        Set<BucketName> hidden, Set<BucketName> managed, Set<BucketName> owned, Set<BucketName> readsAudited) {
    public static final BucketAccess NONE = new BucketAccess(Set.of(), Set.of(), Set.of(), Set.of());

    public BucketAccess {
        hidden = Set.copyOf(hidden);
        managed = Set.copyOf(managed);
        owned = Set.copyOf(owned);
        readsAudited = Set.copyOf(readsAudited);
    }
}
