package io.sluice.feature.links;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.links.LinkWish.Server;
import io.sluice.feature.links.seal.Maker;
import io.sluice.store.BucketName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who can answer which links. Sluice can answer all of them, and does where the store cannot.
 *
 * @param storeReads whether links to read may lead to the store: others reach it
 * @param storeWrites whether links to store may, too: there is a key to sign them with that reads nothing
 * @param traced buckets whose reads are in the audit trail: nothing there passes Sluice by
 */
public record LinkServers(boolean storeReads, boolean storeWrites, Set<BucketName> traced) {
    public LinkServers {
        traced = Set.copyOf(traced);
    }

    /** @throws Fault {@code invalid-body}, {@code not-supported} when the one that is wanted cannot */
    Server choose(BucketName bucket, LinkWish wish, Maker maker) {
        Server wanted = wish.terms().by();
        if (wanted == Server.SLUICE) {
            return wanted;
        }
        Fault refusal = refusal(bucket, wish, maker);
        if (wanted == Server.STORE && refusal != null) {
            throw refusal;
        }
        return refusal == null ? Server.STORE : Server.SLUICE;
    }

    /** Why the store cannot; null when it can. */
    private @Nullable Fault refusal(BucketName bucket, LinkWish wish, Maker maker) {
        if (traced.contains(bucket)) {
            return Fault.of(
                    FaultCode.INVALID_BODY,
                    "Reads of this bucket are in the audit trail, which requests to the store pass by; 'kind' sluice does not.");
        }
        if (maker.ownOnly() || wish.terms().once() || hasLimit(wish)) {
            return Fault.of(
                    FaultCode.INVALID_BODY,
                    "The store can answer no link that is for one use, has 'maxBytes', or is for objects that belong to owners;"
                            + " 'kind' sluice can.");
        }
        if (!storeReads) {
            return Fault.of(
                    FaultCode.NOT_SUPPORTED, "Nobody but Sluice reaches the store; 'kind' sluice is what there is.");
        }
        return wish instanceof LinkWish.Read || storeWrites
                ? null
                : Fault.of(
                        FaultCode.NOT_SUPPORTED,
                        "Links to the store are to read only here; 'kind' sluice can do more.");
    }

    private static boolean hasLimit(LinkWish wish) {
        return wish instanceof LinkWish.Write(var _, var limits) && limits.maxBytes() > 0;
    }
}
