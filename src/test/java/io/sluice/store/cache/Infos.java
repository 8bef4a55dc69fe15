package io.sluice.store.cache;

import io.sluice.base.bytes.ByteRange;
import io.sluice.store.ContentHeaders;
import io.sluice.store.ETag;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.Origin;
import io.sluice.store.ReadRange;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Objects as a store tells of them. */
public final class Infos {
    private Infos() {}

    public static ObjectInfo of(ObjectRef object, String etag, long size) {
        return new ObjectInfo(
                object.key(),
                size,
                new ETag(etag),
                Instant.parse("2026-01-31T12:00:00.123Z"),
                ContentHeaders.NONE,
                Map.of(),
                ObjectInfo.Digests.UNKNOWN,
                null,
                0,
                null,
                Origin.STORE);
    }

    static ReadRange read(ObjectRef object, String etag, int size) {
        return new ReadRange(
                of(object, etag, size), ByteRange.all().within(size), List.of(ByteBuffer.wrap(new byte[size])));
    }
}
