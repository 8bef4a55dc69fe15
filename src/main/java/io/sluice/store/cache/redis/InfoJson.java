package io.sluice.store.cache.redis;

import io.sluice.base.bytes.Crc32c;
import io.sluice.store.ContentHeaders;
import io.sluice.store.ETag;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.Origin;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** An {@link ObjectInfo} as a JSON array: short, and of a form that a version of Sluice either reads as a whole or not at all. */
final class InfoJson {
    /** Replicas of another form see nothing of this one. */
    private static final int FORM = 2;

    private InfoJson() {}

    static String write(ObjectInfo info) {
        ContentHeaders headers = info.headers();
        Crc32c crc32c = info.digests().crc32c();
        return new JsonArray()
                .add(FORM)
                .add(info.size())
                .add(info.etag().value())
                .add(info.lastModified().toEpochMilli())
                .add(headers.contentType())
                .add(headers.contentEncoding())
                .add(headers.contentLanguage())
                .add(headers.contentDisposition())
                .add(headers.cacheControl())
                .add(new JsonObject(new HashMap<>(info.metadata())))
                .add(crc32c == null ? null : crc32c.base64())
                .add(info.digests().sha256())
                .add(info.tagCount())
                .add(info.versionId())
                .add(info.owner())
                .encode();
    }

    /** @throws RuntimeException when this is no such text */
    static ObjectInfo read(ObjectRef object, String json) {
        JsonArray row = new JsonArray(json);
        if (row.getInteger(0) != FORM) {
            throw new IllegalArgumentException("another form");
        }
        Map<String, String> metadata = new HashMap<>();
        row.getJsonObject(9).forEach(entry -> metadata.put(entry.getKey(), (String) entry.getValue()));
        String crc32c = row.getString(10);
        return new ObjectInfo(
                object.key(),
                row.getLong(1),
                new ETag(row.getString(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                new ContentHeaders(
                        row.getString(4), row.getString(5), row.getString(6), row.getString(7), row.getString(8)),
                metadata,
                new ObjectInfo.Digests(crc32c == null ? null : Crc32c.parse(crc32c), row.getString(11)),
                row.getString(14),
                row.getInteger(12),
                row.getString(13),
                Origin.SHARED_CACHE);
    }
}
