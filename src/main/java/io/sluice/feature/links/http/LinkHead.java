package io.sluice.feature.links.http;

import io.sluice.edge.objects.ObjectHead;
import io.sluice.edge.objects.ObjectHeaders;
import io.sluice.store.ObjectInfo;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an object to who has a link to it. No cache keeps it, as the link may be revoked; and the link, which stands in the
 * address, goes nowhere else.
 *
 * @param disposition null for the object's own
 */
record LinkHead(@Nullable String disposition) implements ObjectHead {
    @Override
    public void write(ObjectInfo info, MultiMap headers) {
        ObjectHeaders.shown(info, headers);
        if (disposition != null) {
            headers.set("Content-Disposition", disposition);
        }
        guard(headers);
    }

    @Override
    public void unchanged(ObjectInfo info, MultiMap headers) {
        ObjectHead.super.unchanged(info, headers);
        guard(headers);
    }

    private static void guard(MultiMap headers) {
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.set("Referrer-Policy", "no-referrer");
    }
}
