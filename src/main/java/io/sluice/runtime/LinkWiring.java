package io.sluice.runtime;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.Ids;
import io.sluice.base.time.Secrets;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Access;
import io.sluice.edge.objects.ObjectIntake;
import io.sluice.feature.links.LinkMarks;
import io.sluice.feature.links.LinkServers;
import io.sluice.feature.links.LinkUse;
import io.sluice.feature.links.LinkWish;
import io.sluice.feature.links.Links;
import io.sluice.feature.links.LinksConfig;
import io.sluice.feature.links.SluiceLinks;
import io.sluice.feature.links.StoreLinks;
import io.sluice.feature.links.http.LinkParts;
import io.sluice.feature.links.http.LinkWriting;
import io.sluice.feature.links.seal.LinkSeals;
import io.sluice.feature.objects.http.ObjectsConfig;
import io.sluice.runtime.SluiceConfig.StoreKind;
import io.sluice.store.ObjectStore;
import io.sluice.store.Presigner;
import io.sluice.store.manifest.Manifests;
import io.sluice.store.manifest.SharedSecret;
import io.sluice.store.objects.StoredObjects;
import io.sluice.store.s3.S3Config;
import io.sluice.store.transfer.PartUploads;
import io.sluice.store.transfer.TransferConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Assembles links. */
@ApplicationScoped
public class LinkWiring {
    @Produces
    @Singleton
    LinkSeals seals(LinksConfig config, SharedSecret secret, Secrets secrets) {
        checkValidity("sluice.links.read-for", config.readFor());
        checkValidity("sluice.links.write-for", config.writeFor());
        return new LinkSeals(secret, secrets);
    }

    private static void checkValidity(String property, Duration validity) {
        if (validity.compareTo(Duration.ofSeconds(1)) < 0 || validity.compareTo(LinkWish.LONGEST) > 0) {
            throw new IllegalStateException(property + " is 1 second to 7 days, not " + validity + ".");
        }
    }

    @Produces
    @Singleton
    LinkMarks marks(LinksConfig config, Manifests.Parts manifests, TimeSource time, Ids ids) {
        return new LinkMarks(manifests, AccessWiring.SYSTEM, config.freshFor(), new LinkMarks.Sources(time, ids));
    }

    @Produces
    @Singleton
    StoreLinks ofStore(Presigner presigner, ObjectStore store, TimeSource time) {
        return new StoreLinks(presigner, store, time);
    }

    @Produces
    @Singleton
    SluiceLinks ofSluice(LinkSeals seals, ObjectStore store, Ids ids, TimeSource time) {
        return new SluiceLinks(seals, store, ids, time);
    }

    /** Without a word that others reach the store, links lead to where the request for them came. */
    @Produces
    @Singleton
    LinkServers servers(StoreKind kind, S3Config s3, Access access) {
        boolean storeIsPublic = kind == StoreKind.S3 && s3.publicEndpoint().isPresent();
        boolean storeWrites = storeIsPublic && s3.presignWriteAccessKey().isPresent();
        return new LinkServers(storeIsPublic, storeWrites, access.buckets().readsAudited());
    }

    @Produces
    @Singleton
    Links links(StoreLinks ofStore, SluiceLinks ofSluice, Means means, LinkServers servers) {
        return new Links(ofStore, ofSluice, new Links.Means(means.objects(), means.seals(), means.marks(), servers));
    }

    /** What links are made and used with. */
    @Singleton
    record Means(StoredObjects objects, LinkSeals seals, LinkMarks marks) {}

    @Produces
    @Singleton
    LinkUse use(Means means, ObjectStore store, ByteBudget budget, TransferConfig transfer) {
        PartUploads parts = new PartUploads(store, budget, transfer.settings());
        return new LinkUse(means.seals(), means.marks(), store, means.objects(), parts);
    }

    @Produces
    @Singleton
    LinkWriting writing(ObjectIntake intake, LinkParts parts, ObjectsConfig objects) {
        return new LinkWriting(intake, parts, objects.maxSize().asLongValue());
    }
}
