package io.sluice.feature.links.seal;

import io.sluice.base.bytes.Sha256;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Secrets;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import io.sluice.store.manifest.Change;
import io.sluice.store.manifest.ManifestForm;
import io.sluice.store.manifest.Manifests;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The seal of all links: of the secret in the configuration, or of one that replicas have made once for all of them. Thread-safe. */
public final class LinkSeals {
    private static final ObjectKey KEY = new ObjectKey("links/secret.json");
    private static final int SHORTEST = 32;
    private static final ManifestForm<Kept> FORM = new ManifestForm<>(
            kept -> new JsonObject().put("secret", kept.base64()),
            json -> new Kept(Objects.requireNonNull(json.getString("secret"))));

    private final Secrets random;
    private final Uni<LinkSeal> made;
    private final AtomicReference<@Nullable CompletableFuture<LinkSeal>> asked = new AtomicReference<>();
    private volatile @Nullable LinkSeal known;

    private record Kept(String base64) {
        byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }

    /**
     * @param configured the secret of the configuration
     * @param bucket where one is kept otherwise
     * @throws IllegalStateException when the secret is too short
     */
    public LinkSeals(Optional<String> configured, Manifests.Parts manifests, BucketName bucket, Secrets random) {
        this.random = random;
        this.made = made(new Manifests<>(manifests, FORM), new ObjectRef(bucket, KEY));
        configured.ifPresent(secret -> {
            if (secret.length() < SHORTEST) {
                throw new IllegalStateException("sluice.links.secret has fewer than " + SHORTEST + " characters.");
            }
            known = new LinkSeal(Sha256.of(secret), random);
        });
    }

    private Uni<LinkSeal> made(Manifests<Kept> manifests, ObjectRef object) {
        return Uni.createFrom()
                .deferred(() -> {
                    Kept mine = new Kept(Base64.getEncoder().encodeToString(random.bytes()));
                    return manifests.change(
                            object, there -> there.isPresent() ? new Change.Keep<>() : new Change.Write<>(mine));
                })
                .map(changed -> new LinkSeal(changed.now().orElseThrow().value().bytes(), random))
                .invoke(seal -> known = seal);
    }

    /** Finds the secret, or makes it, when the bucket is there; what goes wrong is tried again when a link is made or used. */
    public void start() {
        var _ = asked();
    }

    /** Fails as reads and writes do. */
    public Uni<LinkSeal> find() {
        LinkSeal seal = known;
        return seal == null
                ? Uni.createFrom().completionStage(() -> asked().copy())
                : Uni.createFrom().item(seal);
    }

    /** The store is asked once at a time, for all who ask. */
    private CompletableFuture<LinkSeal> asked() {
        CompletableFuture<LinkSeal> mine = new CompletableFuture<>();
        CompletableFuture<LinkSeal> underWay = asked.compareAndExchange(null, mine);
        if (underWay != null) {
            return underWay;
        }
        made.onTermination()
                .invoke(() -> asked.set(null))
                .subscribe()
                .with(mine::complete, mine::completeExceptionally);
        return mine;
    }

    /** @throws Fault {@code bucket-not-ready} while it has not been found yet */
    public LinkSeal atHand() {
        LinkSeal seal = known;
        if (seal == null) {
            var _ = asked();
            throw Fault.of(FaultCode.BUCKET_NOT_READY, "What links are sealed with is still to be read.");
        }
        return seal;
    }
}
