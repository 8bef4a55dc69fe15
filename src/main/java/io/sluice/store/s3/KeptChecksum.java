package io.sluice.store.s3;

import io.sluice.base.bytes.Crc32c;
import io.sluice.store.ETag;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The checksum of an object whose bytes had passed before it was known: S3 takes checksums and metadata only ahead of the
 * bytes, so it is kept in a tag. The tag names the ETag it belongs to, so that one that outlives its object is not believed.
 */
final class KeptChecksum {
    private static final String TAG = "sluice-crc32c";

    private KeptChecksum() {}

    /** {@code tags} with the checksum among them. */
    static Map<String, String> added(Map<String, String> tags, ETag etag, Crc32c crc32c) {
        Map<String, String> all = new HashMap<>(tags);
        all.put(TAG, crc32c.base64() + ":" + etag.value());
        return all;
    }

    /** {@code tags} with the checksum that is among those {@code before}, if one is. */
    static Map<String, String> carriedOver(Map<String, String> before, Map<String, String> tags) {
        Map<String, String> all = new HashMap<>(tags);
        String kept = before.get(TAG);
        if (kept != null) {
            all.put(TAG, kept);
        }
        return all;
    }

    /** The checksum in {@code tags}, when it is of the object with this ETag. */
    static @Nullable Crc32c of(Map<String, String> tags, ETag etag) {
        String[] kept = tags.getOrDefault(TAG, "").split(":", 2);
        return kept.length == 2 && kept[1].equals(etag.value()) ? Crc32c.parseOrNull(kept[0]) : null;
    }

    /** {@code tags} as their writer set them. */
    static Map<String, String> removed(Map<String, String> tags) {
        Map<String, String> users = new HashMap<>(tags);
        users.remove(TAG);
        return users;
    }
}
