package io.sluice.edge.access.keys;

import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Credential;
import io.sluice.edge.access.Identification;
import io.sluice.edge.access.Identifier;
import io.sluice.edge.access.Principal;
import io.sluice.store.BucketName;
import io.sluice.store.manifest.Change;
import io.sluice.store.manifest.Changed;
import io.sluice.store.manifest.FreshManifests;
import io.sluice.store.manifest.Manifest;
import io.sluice.store.manifest.Manifests;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All API keys: each an object of a bucket that only Sluice itself reads. One that is changed or revoked through another replica is
 * told as it was for {@code sluice.access.fresh-for} at most. Thread-safe.
 */
public final class KeyRing implements Identifier<Credential.Key> {
    /** What the objects begin with. */
    public static final String ROOT = "keys/";

    private static final int MOST_REMEMBERED = 10_000;

    private final FreshManifests<ApiKey> keys;
    private final TimeSource time;

    public KeyRing(Manifests.Parts manifests, BucketName bucket, Duration freshFor, TimeSource time) {
        this.keys = new FreshManifests<>(
                new Manifests<>(manifests, KeyJson.FORM),
                new FreshManifests.Place(bucket, ROOT),
                freshFor,
                MOST_REMEMBERED,
                time);
        this.time = time;
    }

    @Override
    public @Nullable Identification atHand(Credential.Key shown) {
        FreshManifests.Known<ApiKey> there = keys.atHand(shown.id());
        return there == null ? null : identified(shown, there.manifest());
    }

    @Override
    public Uni<Identification> find(Credential.Key shown) {
        return keys.find(shown.id()).map(there -> identified(shown, there));
    }

    /** What is wrong is not told in detail: whether there is such a key is nobody's business. */
    private Identification identified(Credential.Key shown, Optional<Manifest<ApiKey>> there) {
        ApiKey key = there.map(Manifest::value).orElse(null);
        if (key == null || !key.opens(shown.secret(), time.now())) {
            return Identification.Refused.guess("The API key is not known, or no longer.");
        }
        return key.expired(time.now())
                ? Identification.Refused.here("The API key has expired.")
                : new Identification.As(principal(key));
    }

    private static Principal principal(ApiKey key) {
        return key.principal();
    }

    /** One key as it stands now; empty when there is none of this id. */
    public Uni<Optional<ApiKey>> key(String id) {
        return keys.find(id).map(found -> found.map(Manifest::value));
    }

    /** As {@link Manifests#change}. */
    public Uni<Changed<ApiKey>> change(String id, Function<Optional<Manifest<ApiKey>>, Change<ApiKey>> how) {
        return keys.change(id, how);
    }
}
