package io.sluice.runtime;

import io.sluice.base.bytes.HmacSha256;
import io.sluice.base.bytes.SealedBox;
import io.sluice.base.time.Secrets;
import io.sluice.feature.links.LinksConfig;
import io.sluice.feature.objects.http.CursorSeal;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import io.sluice.store.manifest.Manifests;
import io.sluice.store.manifest.SharedSecret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Assembles what is sealed with the one secret of all replicas. */
@ApplicationScoped
public class SecretWiring {
    private static final ObjectKey SECRET = new ObjectKey("links/secret.json");

    @Produces
    @Singleton
    SharedSecret secret(LinksConfig config, Manifests.Parts manifests, Secrets secrets) {
        return new SharedSecret(manifests, new ObjectRef(AccessWiring.SYSTEM, SECRET), secrets)
                .orConfigured("sluice.links.secret", config.secret());
    }

    @Produces
    @Singleton
    CursorSeal cursors(SharedSecret secret, Secrets secrets) {
        return new CursorSeal(() ->
                secret.find().map(root -> new SealedBox(new HmacSha256(root).of("cursor"), secrets::bytes)));
    }
}
