package io.sluice.store;

import io.sluice.base.bytes.Crc32c;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stored object without reading its bytes.
 *
 * @param size in bytes
 * @param lastModified UTC; stores may cut it to the second
 * @param metadata user metadata, names in lower case
 * @param digests what is known of the bytes' checksums
 * @param owner whose it is; null of an object that is nobody's
 * @param tagCount how many tags it has; their values are asked for by {@link ObjectReads#tags}
 * @param versionId null where the bucket is not versioned
 * @param origin where this was learnt
 */
public record ObjectInfo(
        ObjectKey key,
        long size,
        ETag etag,
        Instant lastModified,
        ContentHeaders headers,
        Map<String, String> metadata,
        Digests digests,
        @Nullable String owner,
        int tagCount,
        @Nullable String versionId,
        Origin origin) {
    public ObjectInfo {
        metadata = Map.copyOf(metadata);
    }

    /** The same, as it was learnt elsewhere. */
    public ObjectInfo from(Origin other) {
        return origin == other
                ? this
                : new ObjectInfo(
                        key, size, etag, lastModified, headers, metadata, digests, owner, tagCount, versionId, other);
    }

    /** The same of an object that is called otherwise. */
    public ObjectInfo named(ObjectKey other) {
        return key.equals(other)
                ? this
                : new ObjectInfo(
                        other,
                        size,
                        etag,
                        lastModified,
                        headers,
                        metadata,
                        digests,
                        owner,
                        tagCount,
                        versionId,
                        origin);
    }

    /** The same, with other checksums and another number of tags. */
    public ObjectInfo with(Digests other, int tags) {
        return new ObjectInfo(key, size, etag, lastModified, headers, metadata, other, owner, tags, versionId, origin);
    }

    /**
     * Checksums of a whole object.
     *
     * @param crc32c null when it is not known without a further look (an object of another writer; a range of an S3 object
     *     that was uploaded in parts): {@link ObjectReads#head} looks
     * @param sha256 base64; null unless its writer declared it
     */
    public record Digests(@Nullable Crc32c crc32c, @Nullable String sha256) {
        public static final Digests UNKNOWN = new Digests(null, null);
    }
}
