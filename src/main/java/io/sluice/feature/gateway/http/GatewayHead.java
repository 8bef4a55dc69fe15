package io.sluice.feature.gateway.http;

import io.sluice.edge.gateway.PublicBucket;
import io.sluice.edge.objects.ObjectHead;
import io.sluice.edge.objects.ObjectHeaders;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectKey;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What browsers and caches are told of a public object; nothing that only who keeps it has to know. */
record GatewayHead(PublicBucket bucket, ObjectKey key) implements ObjectHead {
    private static final String FOREVER = "public, max-age=31536000, immutable";

    @Override
    public void write(ObjectInfo info, MultiMap headers) {
        ObjectHeaders.shown(info, headers);
        headers.set(HttpHeaders.CACHE_CONTROL, cacheControl(info));
    }

    @Override
    public void unchanged(ObjectInfo info, MultiMap headers) {
        ObjectHead.super.unchanged(info, headers);
        headers.set(HttpHeaders.CACHE_CONTROL, cacheControl(info));
    }

    /** What whoever stored the object says of it comes first. */
    private String cacheControl(ObjectInfo info) {
        String own = info.headers().cacheControl();
        if (own != null) {
            return own;
        }
        boolean forever = bucket.isImmutable(key.value())
                || isNamedByContent(info.digests().sha256());
        return forever ? FOREVER : bucket.cacheControl();
    }

    /** Whether the key ends with the SHA-256 of the bytes, in hex, before what it may have of an extension: no other bytes fit it. */
    private boolean isNamedByContent(@Nullable String sha256) {
        if (sha256 == null) {
            return false;
        }
        String name = key.value().substring(key.value().lastIndexOf('/') + 1);
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        return stem.equalsIgnoreCase(
                HexFormat.of().formatHex(Base64.getDecoder().decode(sha256)));
    }
}
