package io.sluice.feature.links;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.links.LinkWish.Server;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.objects.StoredObjects;
import io.smallrye.mutiny.Uni;

/** Makes and revokes links. Thread-safe; failures are {@link Fault}s. */
public final class Links {
    private final StoreLinks ofStore;
    private final SluiceLinks ofSluice;
    private final Means means;

    /**
     * What it stands on.
     *
     * @param storeIsPublic whether others reach the store
     */
    public record Means(StoredObjects objects, LinkSeals seals, LinkMarks marks, boolean storeIsPublic) {}

    public Links(StoreLinks ofStore, SluiceLinks ofSluice, Means means) {
        this.ofStore = ofStore;
        this.ofSluice = ofSluice;
        this.means = means;
    }

    /**
     * Makes a link.
     *
     * @param maker who may do themselves what it is for
     * @return fails with {@code invalid-body} when nobody can answer such a link, {@code not-supported}, {@code bucket-not-found},
     *     {@code object-not-found} when it is somebody else's, and as reads do
     */
    public Uni<MadeLink> make(ObjectRef object, LinkWish wish, Maker maker) {
        return Uni.createFrom().deferred(() -> {
            means.objects().check(object.bucket());
            Server server = server(wish, maker);
            return visible(object, wish, maker).chain(() -> switch (server) {
                case STORE -> ofStore.make(object, wish, maker);
                case SLUICE -> ofSluice.make(object, wish, maker);
            });
        });
    }

    /** Signatures of S3 know neither owners nor a first use nor a limit of bytes. */
    private Server server(LinkWish wish, Maker maker) {
        boolean onlySluice = maker.ownOnly() || wish.terms().once() || hasLimit(wish);
        Server wanted = wish.terms().by();
        if (wanted == Server.STORE && onlySluice) {
            throw Fault.of(
                    FaultCode.INVALID_BODY,
                    "The store can answer no link that is for one use, has 'maxBytes', or is for objects that belong to owners;"
                            + " 'kind' sluice can.");
        }
        if (wanted != null) {
            return wanted;
        }
        return onlySluice || !means.storeIsPublic() ? Server.SLUICE : Server.STORE;
    }

    private static boolean hasLimit(LinkWish wish) {
        return wish instanceof LinkWish.Write(var _, var limits) && limits.maxBytes() > 0;
    }

    private Uni<Void> visible(ObjectRef object, LinkWish wish, Maker maker) {
        return wish instanceof LinkWish.Read && maker.ownOnly()
                ? means.objects()
                        .head(object, ReadCondition.NONE, maker.whose())
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /**
     * Ends a link of Sluice: at once on this replica, on others within {@code sluice.links.fresh-for}.
     *
     * @param who wants it
     * @param admin whether they may end what others have made
     * @return fails with {@code link-not-found}, also of what is another's
     */
    public Uni<Void> revoke(BucketName bucket, String id, String who, boolean admin) {
        return means.seals().find().chain(seal -> {
            boolean may = seal.isOf(id, bucket, who) || (admin && LinkSeal.isId(id));
            if (!may) {
                throw Fault.of(FaultCode.LINK_NOT_FOUND, "There is no link of this id.");
            }
            return means.marks().revoke(id, who);
        });
    }
}
