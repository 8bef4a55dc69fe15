package io.sluice.store.s3;

import io.sluice.base.bytes.Crc32c;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.ETag;
import io.sluice.store.MultipartUpload;
import io.sluice.store.MultipartUpload.Completion;
import io.sluice.store.MultipartUpload.Part;
import io.sluice.store.MultipartWrites;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import io.sluice.store.Stored;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Multipart uploads. A verified upload is declared with CRC-32C over the full object: the server checks every part and the
 * whole. The checksum of any other is kept in a tag once it is known.
 */
final class S3Multipart implements MultipartWrites {
    private final S3Pool control;
    private final S3Pool write;
    private final DirectCalls direct;
    private final S3Pool stream;
    private final S3Writes writes;
    private final S3Config config;

    S3Multipart(S3Clients clients, S3Writes writes, S3Config config) {
        this.control = clients.control();
        this.write = clients.write();
        this.direct = clients.direct();
        this.stream = clients.stream();
        this.writes = writes;
        this.config = config;
    }

    @Override
    public Uni<MultipartUpload> createMultipart(ObjectRef object, Attributes attributes, boolean verified) {
        CreateMultipartUploadRequest.Builder request = creation(object, attributes, null);
        if (verified) {
            request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C).checksumType(ChecksumType.FULL_OBJECT);
        }
        return control.call(s3 -> s3.createMultipartUpload(request.build()))
                .map(answer -> new MultipartUpload(object, answer.uploadId(), verified));
    }

    /** An upload whose checksum is known before it begins, so that it needs no tag. */
    Uni<MultipartUpload> createMultipart(ObjectRef object, Attributes attributes, @Nullable Crc32c known) {
        return control.call(s3 -> s3.createMultipartUpload(
                        creation(object, attributes, known).build()))
                .map(answer -> new MultipartUpload(object, answer.uploadId(), false));
    }

    private static CreateMultipartUploadRequest.Builder creation(
            ObjectRef object, Attributes attributes, @Nullable Crc32c known) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(object.bucket().value())
                .key(object.key().value())
                .contentType(attributes.headers().contentType())
                .contentEncoding(attributes.headers().contentEncoding())
                .contentLanguage(attributes.headers().contentLanguage())
                .contentDisposition(attributes.headers().contentDisposition())
                .cacheControl(attributes.headers().cacheControl())
                .metadata(ObjectHeads.metadata(attributes, known));
        if (!attributes.tags().isEmpty()) {
            request.tagging(S3Writes.tagging(attributes.tags()));
        }
        return request;
    }

    @Override
    public Uni<Part> putPart(MultipartUpload upload, int number, Body body) {
        return switch (body) {
            case Body.Held held -> putHeld(upload, number, held);
            case Body.Streamed streamed -> Uni.createFrom().deferred(() -> putStreamed(upload, number, streamed));
        };
    }

    private Uni<Part> putHeld(MultipartUpload upload, int number, Body.Held body) {
        UploadPartRequest.Builder request = part(upload, number, body);
        if (upload.verified()) {
            request.checksumCRC32C(body.crc32c().base64());
        }
        return write.counted(() -> direct.part(request.build(), body))
                .onFailure(S3Writes::changed)
                .transform(S3Writes::changedOnTheWay)
                .map(answer -> new Part(number, ETag.parse(answer.eTag()), body.length(), body.crc32c()));
    }

    /** To a verified upload the server takes no part without a checksum; here it is known last, so it goes in a trailer. */
    private Uni<Part> putStreamed(MultipartUpload upload, int number, Body.Streamed body) {
        StreamedRequestBody passing = new StreamedRequestBody(body);
        UploadPartRequest.Builder request = part(upload, number, body);
        if (upload.verified()) {
            request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C);
        }
        return stream.call(s3 -> s3.uploadPart(request.build(), passing))
                .map(answer -> new Part(number, ETag.parse(answer.eTag()), body.length(), passing.crc32c()));
    }

    private static UploadPartRequest.Builder part(MultipartUpload upload, int number, Body body) {
        return UploadPartRequest.builder()
                .bucket(upload.object().bucket().value())
                .key(upload.object().key().value())
                .uploadId(upload.id())
                .partNumber(number)
                .contentLength(body.length());
    }

    @Override
    public Uni<Stored> completeMultipart(MultipartUpload upload, Completion completion) {
        Uni<Stored> completed = control.call(s3 -> s3.completeMultipartUpload(request(upload, completion)))
                .map(answer -> stored(answer, completion));
        return upload.verified()
                ? completed
                : completed.chain(stored -> writes.keepChecksum(
                        upload.object(), completion.attributes().tags(), stored));
    }

    /** As {@link #completeMultipart}, of an upload that was created with its checksum. */
    Uni<Stored> completeKnown(MultipartUpload upload, Completion completion) {
        return control.call(s3 -> s3.completeMultipartUpload(request(upload, completion)))
                .map(answer -> stored(answer, completion));
    }

    private CompleteMultipartUploadRequest request(MultipartUpload upload, Completion completion) {
        List<CompletedPart> parts = completion.parts().stream()
                .map(part -> completed(part, upload.verified()))
                .toList();
        CompleteMultipartUploadRequest.Builder request = CompleteMultipartUploadRequest.builder()
                .bucket(upload.object().bucket().value())
                .key(upload.object().key().value())
                .uploadId(upload.id())
                .multipartUpload(joined -> joined.parts(parts))
                .overrideConfiguration(override -> override.apiCallTimeout(config.completeTimeout()));
        Crc32c crc32c = completion.crc32c();
        if (upload.verified() && crc32c != null) {
            request.checksumType(ChecksumType.FULL_OBJECT).checksumCRC32C(crc32c.base64());
        }
        S3Writes.condition(completion.condition(), request::ifNoneMatch, request::ifMatch);
        return request.build();
    }

    private static CompletedPart completed(Part part, boolean verified) {
        CompletedPart.Builder completed = CompletedPart.builder()
                .partNumber(part.number())
                .eTag(part.etag().quoted());
        Crc32c crc32c = part.crc32c();
        if (verified && crc32c != null) {
            completed.checksumCRC32C(crc32c.base64());
        }
        return completed.build();
    }

    private static Stored stored(CompleteMultipartUploadResponse answer, Completion completion) {
        return new Stored(ETag.parse(answer.eTag()), completion.size(), completion.crc32c(), answer.versionId());
    }

    @Override
    public Uni<Void> abortMultipart(MultipartUpload upload) {
        return control.call(s3 -> s3.abortMultipartUpload(
                        request -> request.bucket(upload.object().bucket().value())
                                .key(upload.object().key().value())
                                .uploadId(upload.id())))
                .replaceWithVoid()
                .onFailure(S3ObjectStore::noSuchUpload)
                .recoverWithNull();
    }

    @Override
    public Uni<List<Part>> listParts(MultipartUpload upload) {
        return partsAfter(upload, null, new ArrayList<>());
    }

    private Uni<List<Part>> partsAfter(MultipartUpload upload, @Nullable Integer marker, List<Part> found) {
        return control.call(s3 -> s3.listParts(
                        request -> request.bucket(upload.object().bucket().value())
                                .key(upload.object().key().value())
                                .uploadId(upload.id())
                                .partNumberMarker(marker)))
                .chain(page -> {
                    addTo(found, page);
                    return Boolean.TRUE.equals(page.isTruncated())
                            ? partsAfter(upload, page.nextPartNumberMarker(), found)
                            : Uni.createFrom().item(List.copyOf(found));
                });
    }

    private static void addTo(List<Part> found, ListPartsResponse page) {
        page.parts().forEach(part -> {
            String crc32c = part.checksumCRC32C();
            found.add(new Part(part.partNumber(), ETag.parse(part.eTag()), part.size(), Crc32c.parseOrNull(crc32c)));
        });
    }

    @Override
    public Uni<List<MultipartUpload.Pending>> listMultipart(BucketName bucket, String prefix) {
        return control.call(s3 -> s3.listMultipartUploads(
                        request -> request.bucket(bucket.value()).prefix(prefix)))
                .map(answer -> answer.uploads().stream()
                        .map(upload -> new MultipartUpload.Pending(
                                new ObjectKey(upload.key()), upload.uploadId(), upload.initiated()))
                        .toList());
    }
}
