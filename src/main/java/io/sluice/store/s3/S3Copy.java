package io.sluice.store.s3;

import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.ETag;
import io.sluice.store.MultipartUpload;
import io.sluice.store.MultipartUpload.Completion;
import io.sluice.store.MultipartUpload.Part;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/**
 * Copies inside the store. One call where S3 has one; a copy under a condition, or of more than 5 GiB, goes by parts,
 * because only the completion of an upload takes a condition on every server.
 */
final class S3Copy {
    private static final long MAX_SINGLE_COPY = 5L << 30;
    private static final long PART = 1L << 30;
    private static final int PARTS_AT_ONCE = 4;

    private final S3Pool control;
    private final S3Reads reads;
    private final S3Writes writes;
    private final S3Multipart multipart;
    private final S3Config config;

    S3Copy(S3Clients clients, S3Reads reads, S3Writes writes, S3Multipart multipart, S3Config config) {
        this.control = clients.control();
        this.reads = reads;
        this.writes = writes;
        this.multipart = multipart;
        this.config = config;
    }

    private record Source(ObjectRef object, ObjectInfo info, Attributes attributes) {}

    /** See {@link io.sluice.store.ObjectWrites#copy}. */
    Uni<Stored> copy(ObjectRef from, ETag etag, ObjectRef target, WriteCondition condition) {
        return source(from, etag).chain(source -> {
            if (source.info().size() == 0) {
                return writes.put(target, source.attributes(), condition, Body.of());
            }
            boolean atOnce =
                    condition instanceof WriteCondition.Always && source.info().size() <= MAX_SINGLE_COPY;
            return atOnce ? inOneCall(source, target) : inParts(source, target, condition);
        });
    }

    private Uni<Source> source(ObjectRef from, ETag etag) {
        return reads.head(from, ReadCondition.matches(etag))
                .chain(info -> (info.tagCount() == 0
                                ? Uni.createFrom().item(Map.<String, String>of())
                                : reads.tags(from))
                        .map(tags -> new Source(
                                from,
                                info,
                                new Attributes(
                                        info.headers(),
                                        info.metadata(),
                                        tags,
                                        info.digests().sha256(),
                                        info.owner()))));
    }

    private Uni<Stored> inOneCall(Source source, ObjectRef target) {
        ObjectInfo info = source.info();
        return control.call(s3 -> s3.copyObject(
                        request -> request.sourceBucket(source.object().bucket().value())
                                .sourceKey(source.object().key().value())
                                .copySourceIfMatch(info.etag().quoted())
                                .destinationBucket(target.bucket().value())
                                .destinationKey(target.key().value())
                                .metadataDirective(MetadataDirective.REPLACE)
                                .metadata(ObjectHeads.metadata(
                                        source.attributes(), info.digests().crc32c()))
                                .contentType(info.headers().contentType())
                                .contentEncoding(info.headers().contentEncoding())
                                .contentLanguage(info.headers().contentLanguage())
                                .contentDisposition(info.headers().contentDisposition())
                                .cacheControl(info.headers().cacheControl())
                                .taggingDirective(TaggingDirective.REPLACE)
                                .tagging(S3Writes.tagging(source.attributes().tags()))
                                .overrideConfiguration(override -> override.apiCallTimeout(config.completeTimeout()))))
                .map(answer -> new Stored(
                        ETag.parse(answer.copyObjectResult().eTag()),
                        info.size(),
                        info.digests().crc32c(),
                        answer.versionId()));
    }

    private Uni<Stored> inParts(Source source, ObjectRef target, WriteCondition condition) {
        return multipart
                .createMultipart(
                        target, source.attributes(), source.info().digests().crc32c())
                .chain(upload -> copyParts(upload, source)
                        .chain(parts -> multipart.completeKnown(
                                upload,
                                new Completion(
                                        parts, source.info().digests().crc32c(), condition, source.attributes())))
                        .onFailure()
                        .call(() -> multipart.abortMultipart(upload)));
    }

    private Uni<List<Part>> copyParts(MultipartUpload upload, Source source) {
        int count = Math.toIntExact((source.info().size() + PART - 1) / PART);
        List<Uni<Part>> parts = IntStream.rangeClosed(1, count)
                .mapToObj(number -> copyPart(upload, source, number))
                .toList();
        return Uni.join().all(parts).usingConcurrencyOf(PARTS_AT_ONCE).andFailFast();
    }

    private Uni<Part> copyPart(MultipartUpload upload, Source source, int number) {
        long first = (number - 1) * PART;
        long size = Math.min(PART, source.info().size() - first);
        return control.call(s3 -> s3.uploadPartCopy(
                        request -> request.sourceBucket(source.object().bucket().value())
                                .sourceKey(source.object().key().value())
                                .copySourceIfMatch(source.info().etag().quoted())
                                .copySourceRange("bytes=" + first + "-" + (first + size - 1))
                                .destinationBucket(upload.object().bucket().value())
                                .destinationKey(upload.object().key().value())
                                .uploadId(upload.id())
                                .partNumber(number)
                                .overrideConfiguration(override -> override.apiCallTimeout(config.completeTimeout()))))
                .map(answer ->
                        new Part(number, ETag.parse(answer.copyPartResult().eTag()), size, null));
    }
}
