package io.sluice.store;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Multipart uploads of the store port; the rules of {@link ObjectWrites} hold. */
public interface MultipartWrites {
    /**
     * Begins an upload.
     *
     * @param verified whether parts will be {@link Body.Held}, or nearly all of them
     */
    Uni<MultipartUpload> createMultipart(ObjectRef object, Attributes attributes, boolean verified);

    /** Stores one part, in place of one with the same number. */
    Uni<MultipartUpload.Part> putPart(MultipartUpload upload, int number, Body body);

    /**
     * Makes the object of the parts; the upload is gone afterwards. Fails with {@code digest-mismatch} when the completion
     * of a verified upload names another checksum than the parts have together.
     */
    Uni<Stored> completeMultipart(MultipartUpload upload, MultipartUpload.Completion completion);

    /** Drops the upload and its parts; one that is not there is no failure. */
    Uni<Void> abortMultipart(MultipartUpload upload);

    /** The parts that are stored, ascending by number. */
    Uni<List<MultipartUpload.Part>> listParts(MultipartUpload upload);

    /** Uploads that have begun and not ended, of keys with this prefix; at most 1,000. */
    Uni<List<MultipartUpload.Pending>> listMultipart(BucketName bucket, String prefix);
}
