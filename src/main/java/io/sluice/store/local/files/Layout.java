package io.sluice.store.local.files;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Where things lie under the root: a folder a bucket, and {@code .sluice} beside them for the store itself (no bucket begins
 * with a dot).
 *
 * @param root as it really is, without links
 */
public record Layout(Path root, Ids ids) {
    private static final String OWN = ".sluice";

    /** Files and folders that are no part of the store yet, or no longer. */
    public Path drafts() {
        return root.resolve(OWN).resolve("tmp");
    }

    public Path locks() {
        return root.resolve(OWN).resolve("locks");
    }

    /** Multipart uploads that have not ended: a folder a bucket. */
    public Path uploads() {
        return root.resolve(OWN).resolve("uploads");
    }

    public Path uploads(BucketName bucket) {
        return uploads().resolve(bucket.value());
    }

    /** What is set on buckets: a folder a bucket. */
    public Path settings() {
        return root.resolve(OWN).resolve("buckets");
    }

    public Path settings(BucketName bucket) {
        return settings().resolve(bucket.value());
    }

    public Path bucket(BucketName bucket) {
        return root.resolve(bucket.value());
    }

    public Path file(ObjectRef object) {
        return KeyPath.file(bucket(object.bucket()), object.key());
    }

    /** A path among the drafts that nobody uses. */
    public Path newDraftPath() {
        return drafts().resolve(ids.next());
    }

    public Draft newDraft() throws IOException {
        return Draft.create(newDraftPath());
    }

    /** @throws Fault {@link FaultCode#BUCKET_NOT_FOUND} */
    public void requireBucket(BucketName bucket) {
        if (!Files.isDirectory(bucket(bucket), LinkOption.NOFOLLOW_LINKS)) {
            throw Fault.of(FaultCode.BUCKET_NOT_FOUND, "There is no bucket '" + bucket + "'.");
        }
    }

    /** Why the file of {@code object} is not there. */
    public Fault missing(ObjectRef object) {
        requireBucket(object.bucket());
        return Fault.of(FaultCode.OBJECT_NOT_FOUND, "There is no object '" + object.key() + "'.");
    }
}
