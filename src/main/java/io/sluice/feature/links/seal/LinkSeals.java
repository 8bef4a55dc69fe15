package io.sluice.feature.links.seal;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Secrets;
import io.sluice.store.manifest.SharedSecret;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The seal of all links, of the secret that all replicas have. Thread-safe. */
public final class LinkSeals {
    private final SharedSecret secret;
    private final Secrets random;
    private volatile @Nullable LinkSeal known;

    public LinkSeals(SharedSecret secret, Secrets random) {
        this.secret = secret;
        this.random = random;
    }

    /** Has the secret found, or made, when the bucket is there; what goes wrong is tried again when a link is made or used. */
    public void start() {
        var _ = secret.atHand();
    }

    /** Fails as reads and writes of the store do. */
    public Uni<LinkSeal> find() {
        return secret.find().map(this::of);
    }

    /** @throws Fault {@code bucket-not-ready} while it has not been found yet */
    public LinkSeal atHand() {
        byte[] root = secret.atHand();
        if (root == null) {
            throw Fault.of(FaultCode.BUCKET_NOT_READY, "What links are sealed with is still to be read.");
        }
        return of(root);
    }

    private LinkSeal of(byte[] root) {
        LinkSeal seal = known;
        if (seal == null) {
            seal = new LinkSeal(root, random);
            known = seal;
        }
        return seal;
    }
}
