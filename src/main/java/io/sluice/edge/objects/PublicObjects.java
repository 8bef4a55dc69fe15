package io.sluice.edge.objects;

import io.sluice.edge.gateway.OwnUrls;
import io.sluice.edge.gateway.PublicBuckets;
import io.sluice.store.ObjectRef;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Where anybody finds the objects that are for everybody. */
public record PublicObjects(PublicBuckets buckets, OwnUrls urls) {
    /** Empty when the object is not for everybody. */
    public Optional<String> url(HttpServerRequest request, ObjectRef object) {
        return buckets.shows(object) ? Optional.of(urls.of(request, ObjectPath.STORAGE.of(object))) : Optional.empty();
    }
}
