package io.sluice.store.s3;

import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.ETag;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectWrites;
import io.sluice.store.ReadCondition;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** Single-piece writes, deletes and tags. */
final class S3Writes {
    private final S3Pool control;
    private final S3Pool write;
    private final DirectCalls direct;
    private final S3Pool stream;
    private final S3Reads reads;

    S3Writes(S3Clients clients, S3Reads reads) {
        this.control = clients.control();
        this.write = clients.write();
        this.direct = clients.direct();
        this.stream = clients.stream();
        this.reads = reads;
    }

    /** See {@link ObjectWrites#put}. */
    Uni<Stored> put(ObjectRef object, Attributes attributes, WriteCondition condition, Body body) {
        return switch (body) {
            case Body.Held held -> putHeld(request(object, attributes, condition, held.crc32c()), held);
            case Body.Streamed streamed ->
                Uni.createFrom().deferred(() -> putStreamed(object, attributes, condition, streamed));
        };
    }

    private Uni<Stored> putHeld(PutObjectRequest.Builder request, Body.Held body) {
        request.contentLength(body.length()).checksumCRC32C(body.crc32c().base64());
        return write.counted(() -> direct.put(request.build(), body))
                .onFailure(S3Writes::changed)
                .transform(S3Writes::changedOnTheWay)
                .map(answer -> stored(answer, body, body.crc32c()));
    }

    static boolean changed(Throwable failure) {
        return failure instanceof Fault fault && fault.code() == FaultCode.DIGEST_MISMATCH;
    }

    /** The checksum of bytes in memory is Sluice's own, so nobody but Sluice and the store can have got them wrong. */
    static Fault changedOnTheWay(Throwable mismatch) {
        return Fault.of(FaultCode.STORE_ERROR, "The bytes changed on the way to the store.", mismatch);
    }

    private Uni<Stored> putStreamed(
            ObjectRef object, Attributes attributes, WriteCondition condition, Body.Streamed body) {
        StreamedRequestBody passing = new StreamedRequestBody(body);
        PutObjectRequest request = request(object, attributes, condition, null)
                .contentLength(body.length())
                .build();
        return stream.call(s3 -> s3.putObject(request, passing))
                .map(answer -> stored(answer, body, passing.crc32c()))
                .chain(stored -> keepChecksum(object, attributes.tags(), stored));
    }

    private static PutObjectRequest.Builder request(
            ObjectRef object, Attributes attributes, WriteCondition condition, @Nullable Crc32c crc32c) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(object.bucket().value())
                .key(object.key().value())
                .contentType(attributes.headers().contentType())
                .contentEncoding(attributes.headers().contentEncoding())
                .contentLanguage(attributes.headers().contentLanguage())
                .contentDisposition(attributes.headers().contentDisposition())
                .cacheControl(attributes.headers().cacheControl())
                .metadata(ObjectHeads.metadata(attributes, crc32c));
        if (!attributes.tags().isEmpty()) {
            request.tagging(tagging(attributes.tags()));
        }
        condition(condition, request::ifNoneMatch, request::ifMatch);
        return request;
    }

    /** Writes the checksum beside an object whose bytes have passed. The object is durable already: a failure is no loss. */
    Uni<Stored> keepChecksum(ObjectRef object, Map<String, String> tags, Stored stored) {
        Crc32c crc32c = stored.crc32c();
        if (crc32c == null) {
            return Uni.createFrom().item(stored);
        }
        Tagging all = tagging(KeptChecksum.added(tags, stored.etag(), crc32c));
        return control.call(s3 -> s3.putObjectTagging(
                        request -> request.bucket(object.bucket().value())
                                .key(object.key().value())
                                .versionId(stored.versionId())
                                .tagging(all)))
                .replaceWith(stored)
                .onFailure()
                .recoverWithItem(stored);
    }

    /** See {@link ObjectWrites#delete}. Servers that do not know conditions here get theirs checked just before. */
    Uni<Void> delete(ObjectRef object, WriteCondition.OfExisting condition) {
        return switch (condition) {
            case WriteCondition.IfMatches(ETag etag) ->
                reads.head(object, ReadCondition.matches(etag)).chain(info -> deleteObject(object, etag.quoted()));
            case WriteCondition.Always _ -> deleteObject(object, null);
        };
    }

    private Uni<Void> deleteObject(ObjectRef object, @Nullable String ifMatch) {
        return control.call(s3 -> s3.deleteObject(
                        request -> request.bucket(object.bucket().value())
                                .key(object.key().value())
                                .ifMatch(ifMatch)))
                .replaceWithVoid();
    }

    /** See {@link ObjectWrites#setTags}. A checksum that is kept in a tag stays. */
    Uni<Void> setTags(ObjectRef object, Map<String, String> tags) {
        return reads.allTags(object).chain(before -> {
            Tagging all = tagging(KeptChecksum.carriedOver(before, tags));
            return control.call(s3 -> s3.putObjectTagging(
                            request -> request.bucket(object.bucket().value())
                                    .key(object.key().value())
                                    .tagging(all)))
                    .replaceWithVoid();
        });
    }

    /** Sets the header that a condition of a write needs. */
    static void condition(WriteCondition condition, Consumer<String> ifNoneMatch, Consumer<String> ifMatch) {
        switch (condition) {
            case WriteCondition.Always _ -> {}
            case WriteCondition.IfAbsent _ -> ifNoneMatch.accept("*");
            case WriteCondition.IfMatches(ETag etag) -> ifMatch.accept(etag.quoted());
        }
    }

    static Tagging tagging(Map<String, String> tags) {
        List<Tag> set = tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return Tagging.builder().tagSet(set).build();
    }

    private static Stored stored(PutObjectResponse answer, Body body, Crc32c crc32c) {
        return new Stored(ETag.parse(answer.eTag()), body.length(), crc32c, answer.versionId());
    }
}
