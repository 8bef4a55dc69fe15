package io.sluice.runtime;

import io.sluice.base.time.Ids;
import io.sluice.base.time.Secrets;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Access;
import io.sluice.edge.access.AccessConfig;
import io.sluice.edge.access.Attempts;
import io.sluice.edge.access.BucketAccess;
import io.sluice.edge.access.Credential;
import io.sluice.edge.access.Identifier;
import io.sluice.edge.access.Identities;
import io.sluice.edge.access.keys.KeyRing;
import io.sluice.edge.access.tokens.JwksSource;
import io.sluice.edge.access.tokens.TokenIdentifier;
import io.sluice.feature.buckets.DeclaredBucket;
import io.sluice.feature.buckets.DeclaredBuckets;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.keys.ApiKeys;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectStore;
import io.sluice.store.manifest.Manifests;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** Assembles what decides who may do what. */
@ApplicationScoped
public class AccessWiring {
    /** Sluice's own records: keys, links. */
    static final BucketName SYSTEM = new BucketName("sluice-system");

    static final BucketName AUDIT = new BucketName("audit");

    @Produces
    @Singleton
    Secrets secrets() {
        return Secrets.system();
    }

    @Produces
    @Singleton
    Attempts attempts(TimeSource time) {
        return new Attempts(time);
    }

    @Produces
    @Singleton
    Access access(DeclaredBuckets declared) {
        Set<BucketName> owned = declared.names(DeclaredBucket::ownership);
        Set<BucketName> readsAudited = declared.names(DeclaredBucket::readsAudited);
        return new Access(new BucketAccess(
                Set.of(SYSTEM, AUDIT),
                Set.of(PackKey.BUCKET),
                owned,
                readsAudited,
                readsAudited.contains(PackKey.BUCKET)));
    }

    @Produces
    @Singleton
    KeyRing keys(Manifests.Parts manifests, AccessConfig config, TimeSource time) {
        return new KeyRing(manifests, SYSTEM, config.freshFor(), time);
    }

    @Produces
    @Singleton
    ApiKeys apiKeys(KeyRing keys, ObjectStore store, Ids ids, Secrets secrets, TimeSource time) {
        return new ApiKeys(keys, store, SYSTEM, new ApiKeys.Means(ids, secrets, time));
    }

    @Produces
    @Singleton
    Identities identities(AccessConfig config, KeyRing keys, Attempts attempts, Vertx vertx, TimeSource time) {
        Identities.Sources sources =
                new Identities.Sources(config.adminKey().map(AdminKey::of), keys, tokens(config, vertx, time));
        return new Identities(sources, attempts);
    }

    private static Optional<Identifier<Credential.Bearer>> tokens(AccessConfig config, Vertx vertx, TimeSource time) {
        if (config.tokens().issuer().isEmpty()) {
            return Optional.empty();
        }
        if (config.tokens().audience().isEmpty()) {
            throw new IllegalStateException(
                    "sluice.access.tokens.issuer is set, but not whom its tokens must be for: sluice.access.tokens.audience.");
        }
        return Optional.of(new TokenIdentifier(config, new JwksSource(vertx, config.tokens()), time));
    }
}
