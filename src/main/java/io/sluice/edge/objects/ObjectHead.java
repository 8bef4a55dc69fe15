package io.sluice.edge.objects;

import io.sluice.store.ObjectInfo;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** Writes the head of an answer that gives an object, or would. */
public interface ObjectHead {
    void write(ObjectInfo info, MultiMap headers);

    /** Of an answer that says that the object is what the client has already (RFC 9110, section 15.4.5). */
    default void unchanged(ObjectInfo info, MultiMap headers) {
        headers.set(HttpHeaders.ETAG, info.etag().quoted());
        if (info.headers().cacheControl() != null) {
            headers.set(HttpHeaders.CACHE_CONTROL, info.headers().cacheControl());
        }
    }
}
