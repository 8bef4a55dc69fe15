package io.sluice.store.s3;

import io.sluice.base.bytes.Crc32c;
import io.sluice.store.Attributes;
import io.sluice.store.ContentHeaders;
import io.sluice.store.ETag;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectInfo.Digests;
import io.sluice.store.ObjectKey;
import io.sluice.store.Origin;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Turns what S3 says of an object into {@link ObjectInfo}, and Sluice's own metadata entries into digests. */
final class ObjectHeads {
    private static final String CRC32C = Attributes.RESERVED_PREFIX + "crc32c";
    private static final String SHA256 = Attributes.RESERVED_PREFIX + "sha256";
    private static final String OWNER = Attributes.RESERVED_PREFIX + "owner";

    private ObjectHeads() {}

    /** The metadata to store: the user's, the owner, and the digests that are known ahead of the bytes. */
    static Map<String, String> metadata(Attributes attributes, @Nullable Crc32c crc32c) {
        Map<String, String> all = new HashMap<>(MetadataCodec.encode(attributes.metadata()));
        if (crc32c != null) {
            all.put(CRC32C, crc32c.base64());
        }
        String sha256 = attributes.sha256();
        if (sha256 != null) {
            all.put(SHA256, sha256);
        }
        String owner = attributes.owner();
        if (owner != null) {
            all.put(OWNER, MetadataCodec.encode(owner));
        }
        return all;
    }

    static ObjectInfo of(ObjectKey key, HeadObjectResponse head) {
        boolean whole = head.checksumType() != ChecksumType.COMPOSITE;
        return new ObjectInfo(
                key,
                head.contentLength(),
                ETag.parse(head.eTag()),
                head.lastModified(),
                new ContentHeaders(
                        head.contentType(),
                        head.contentEncoding(),
                        head.contentLanguage(),
                        head.contentDisposition(),
                        head.cacheControl()),
                users(head.metadata()),
                digests(head.metadata(), whole ? head.checksumCRC32C() : null),
                owner(head.metadata()),
                head.tagCount() == null ? 0 : head.tagCount(),
                head.versionId(),
                Origin.STORE);
    }

    /** @param size of the whole object, which the response to a range has only in {@code Content-Range} */
    static ObjectInfo of(ObjectKey key, GetObjectResponse head, long size) {
        return new ObjectInfo(
                key,
                size,
                ETag.parse(head.eTag()),
                head.lastModified(),
                new ContentHeaders(
                        head.contentType(),
                        head.contentEncoding(),
                        head.contentLanguage(),
                        head.contentDisposition(),
                        head.cacheControl()),
                users(head.metadata()),
                digests(head.metadata(), null),
                owner(head.metadata()),
                head.tagCount() == null ? 0 : head.tagCount(),
                head.versionId(),
                Origin.STORE);
    }

    private static Map<String, String> users(Map<String, String> metadata) {
        Map<String, String> users = new HashMap<>();
        metadata.forEach((name, value) -> {
            if (!name.startsWith(Attributes.RESERVED_PREFIX)) {
                users.put(name, MetadataCodec.decode(value));
            }
        });
        return users;
    }

    private static @Nullable String owner(Map<String, String> metadata) {
        String owner = metadata.get(OWNER);
        return owner == null ? null : MetadataCodec.decode(owner);
    }

    private static Digests digests(Map<String, String> metadata, @Nullable String checksum) {
        String crc32c = checksum != null ? checksum : metadata.get(CRC32C);
        return new Digests(Crc32c.parseOrNull(crc32c), metadata.get(SHA256));
    }
}
