package io.sluice.feature.links;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.links.LinkWish.Server;
import io.sluice.feature.links.seal.LinkSeal;
import io.sluice.feature.links.seal.LinkSeals;
import io.sluice.feature.links.seal.Maker;
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

    /** What it stands on. */
    public record Means(StoredObjects objects, LinkSeals seals, LinkMarks marks, LinkServers servers) {}

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
            Server server = means.servers().choose(object.bucket(), wish, maker);
            return visible(object, wish, maker).chain(() -> switch (server) {
                case STORE -> ofStore.make(object, wish, maker);
                case SLUICE -> ofSluice.make(object, wish, maker);
            });
        });
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
     * @param bucket that the link leads to
     * @param who wants it
     * @param admin whether they may end what others have made there
     * @return fails with {@code link-not-found}, also of what is another's, or leads to another bucket
     */
    public Uni<Void> revoke(BucketName bucket, String id, String who, boolean admin) {
        return means.seals().find().chain(seal -> {
            boolean may = seal.isOf(id, bucket, who) || (admin && seal.isIn(id, bucket));
            if (!may) {
                Fault none = Fault.of(FaultCode.LINK_NOT_FOUND, "There is no link of this id.");
                throw LinkSeal.isId(id) ? none.hidingIt() : none;
            }
            return means.marks().revoke(id, who);
        });
    }
}
