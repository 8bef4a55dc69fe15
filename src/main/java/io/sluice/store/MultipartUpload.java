package io.sluice.store;

import io.sluice.base.bytes.Crc32c;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A multipart upload that has begun: parts are put under its id, in any order and in parallel, and become one object at
 * completion or vanish.
 *
 * @param id the store's name for it
 * @param verified whether the store checks every part and the whole object; a {@link Body.Streamed} part then costs the store
 *     more memory ({@link Body.Streamed#FRAMING}), and a server that knows no trailing checksums refuses it
 */
public record MultipartUpload(ObjectRef object, String id, boolean verified) {
    /** S3's bounds: every part but the last has at least 5 MiB, there are at most 10,000 parts. */
    public static final long MIN_PART_BYTES = 5L << 20;

    public static final int MAX_PARTS = 10_000;

    /** The same under another name of its object. */
    public MultipartUpload of(ObjectRef other) {
        return new MultipartUpload(other, id, verified);
    }

    /**
     * A part that the store has.
     *
     * @param number 1 to 10,000; the object is the parts in the order of their numbers
     * @param size in bytes
     * @param crc32c null where the store does not tell
     */
    public record Part(
            int number, ETag etag, long size, @Nullable Crc32c crc32c) {}

    /**
     * What makes one object of the parts.
     *
     * @param parts ascending by number
     * @param crc32c of the whole object; when null, it follows from the parts if every part has one
     * @param attributes the same that the upload was created with
     */
    public record Completion(
            List<Part> parts, @Nullable Crc32c crc32c, WriteCondition condition, Attributes attributes) {
        public Completion {
            parts = List.copyOf(parts);
            crc32c = crc32c == null ? joined(parts) : crc32c;
        }

        private static @Nullable Crc32c joined(List<Part> parts) {
            Crc32c whole = new Crc32c(0);
            for (Part part : parts) {
                Crc32c crc32c = part.crc32c();
                if (crc32c == null) {
                    return null;
                }
                whole = whole.then(crc32c, part.size());
            }
            return whole;
        }

        public long size() {
            return parts.stream().mapToLong(Part::size).sum();
        }
    }

    /** An upload found by listing. */
    public record Pending(ObjectKey key, String id, Instant initiated) {}
}
