package io.sluice.store.manifest;

import io.sluice.base.bytes.Sha256;
import io.sluice.base.time.Secrets;
import io.sluice.store.ObjectRef;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A secret of 256 bits that all replicas have: of the one in the configuration, or one that the first of them has made and kept in a
 * bucket. However many want to know it while it is unknown, the store is asked once at a time. Thread-safe.
 */
public final class SharedSecret {
    private static final int SHORTEST = 32;
    private static final ManifestForm<Kept> FORM = new ManifestForm<>(
            kept -> new JsonObject().put("secret", kept.base64()), json -> new Kept(ManifestForm.text(json, "secret")));

    private final Manifests<Kept> manifests;
    private final ObjectRef place;
    private final Secrets random;
    private final AtomicReference<@Nullable CompletableFuture<byte[]>> asking = new AtomicReference<>();
    private volatile byte @Nullable [] known;

    private record Kept(String base64) {}

    /**
     * @param place where it is kept when none is configured
     * @param random makes one
     */
    public SharedSecret(Manifests.Parts manifests, ObjectRef place, Secrets random) {
        this.manifests = new Manifests<>(manifests, FORM);
        this.place = place;
        this.random = random;
    }

    /**
     * Takes the one of the configuration, if there is one.
     *
     * @param property its name there
     * @throws IllegalStateException when it is too short
     */
    public SharedSecret orConfigured(String property, Optional<String> configured) {
        configured.ifPresent(secret -> {
            if (secret.length() < SHORTEST) {
                throw new IllegalStateException(property + " has fewer than " + SHORTEST + " characters.");
            }
            known = Sha256.of(secret);
        });
        return this;
    }

    /** Null while it has not been read; then it is asked for. Never blocks. */
    public byte @Nullable [] atHand() {
        byte[] secret = known;
        if (secret == null) {
            var _ = asked();
        }
        return secret;
    }

    /** Fails as reads and writes of the store do. */
    public Uni<byte[]> find() {
        return Uni.createFrom().deferred(() -> {
            byte[] secret = known;
            return secret == null
                    ? Uni.createFrom().completionStage(asked().copy())
                    : Uni.createFrom().item(secret);
        });
    }

    private CompletableFuture<byte[]> asked() {
        CompletableFuture<byte[]> mine = new CompletableFuture<>();
        CompletableFuture<byte[]> there = asking.compareAndExchange(null, mine);
        if (there != null) {
            return there;
        }
        Kept made = new Kept(Base64.getEncoder().encodeToString(random.bytes()));
        manifests
                .change(place, kept -> kept.isPresent() ? new Change.Keep<>() : new Change.Write<>(made))
                .map(changed -> Base64.getDecoder()
                        .decode(changed.now().orElseThrow().value().base64()))
                .subscribe()
                .with(
                        secret -> {
                            known = secret;
                            asking.set(null);
                            mine.complete(secret);
                        },
                        failure -> {
                            asking.set(null);
                            mine.completeExceptionally(failure);
                        });
        return mine;
    }
}
