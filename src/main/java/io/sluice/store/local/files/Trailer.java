package io.sluice.store.local.files;

import io.sluice.base.bytes.Crc32c;
import io.sluice.store.Attributes;
import io.sluice.store.ETag;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectKey;
import io.sluice.store.Origin;
import io.sluice.store.Stored;
import java.time.Instant;
import java.util.Map;

/**
 * What lies behind the bytes of an object in its file: all that is known of it.
 *
 * @param size of the bytes
 * @param modified to the millisecond
 */
public record Trailer(ObjectKey key, long size, ETag etag, Instant modified, Attributes attributes, Crc32c crc32c) {
    public ObjectInfo info() {
        return new ObjectInfo(
                key,
                size,
                etag,
                modified,
                attributes.headers(),
                attributes.metadata(),
                new ObjectInfo.Digests(crc32c, attributes.sha256()),
                attributes.owner(),
                attributes.tags().size(),
                null,
                Origin.STORE);
    }

    public Stored stored() {
        return new Stored(etag, size, crc32c, null);
    }

    /** @throws io.sluice.base.fault.Fault when the tags break S3's rules */
    public Trailer withTags(Map<String, String> tags) {
        return new Trailer(key, size, etag, modified, attributes.withTags(tags), crc32c);
    }
}
