package io.sluice.store;

import io.sluice.base.bytes.Crc32c;
import org.jspecify.annotations.Nullable;

/**
 * An object that is durable now.
 *
 * @param size in bytes
 * @param crc32c of all its bytes; null only of a copy whose source has none
 * @param versionId null where the bucket is not versioned
 */
public record Stored(
        ETag etag,
        long size,
        @Nullable Crc32c crc32c,
        @Nullable String versionId) {}
