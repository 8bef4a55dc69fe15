package io.sluice.store.s3;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ETag;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectReads;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Heads, ranges and tags. A condition with one tag is the server's to decide, unless it stands beside another whose order of
 * precedence servers disagree on; all are checked again on the answer.
 */
final class S3Reads {
    private final S3Pool control;
    private final S3Pool read;
    private final DirectCalls direct;

    S3Reads(S3Clients clients) {
        this.control = clients.control();
        this.read = clients.read();
        this.direct = clients.direct();
    }

    /** See {@link ObjectReads#head}. */
    Uni<ObjectInfo> head(ObjectRef object, ReadCondition condition) {
        return plainHead(object, condition).chain(info -> withKeptChecksum(object, info));
    }

    private Uni<ObjectInfo> plainHead(ObjectRef object, ReadCondition condition) {
        HeadObjectRequest.Builder request = HeadObjectRequest.builder()
                .bucket(object.bucket().value())
                .key(object.key().value())
                .checksumMode(ChecksumMode.ENABLED);
        single(condition.ifMatch(), request::ifMatch);
        return control.call(s3 -> s3.headObject(request.build()))
                .map(head -> checked(ObjectHeads.of(object.key(), head), condition));
    }

    private Uni<ObjectInfo> withKeptChecksum(ObjectRef object, ObjectInfo info) {
        if (info.digests().crc32c() != null || info.tagCount() == 0) {
            return Uni.createFrom().item(info);
        }
        return allTags(object).map(tags -> {
            Crc32c kept = KeptChecksum.of(tags, info.etag());
            boolean usersOnly = tags.size() == KeptChecksum.removed(tags).size();
            return info.with(
                    new ObjectInfo.Digests(kept, info.digests().sha256()), usersOnly ? tags.size() : tags.size() - 1);
        });
    }

    /** See {@link ObjectReads#get}. */
    Uni<ReadRange> get(ObjectRef object, ByteRange range, long maxBytes, ReadCondition condition) {
        return switch (range) {
            case ByteRange.Between(long first, long last) ->
                bounded(object, first, Math.min(last, lastOf(first, maxBytes)), condition);
            case ByteRange.From(long first) when first == 0 -> whole(object, maxBytes, condition);
            case ByteRange.From(long first) -> bounded(object, first, lastOf(first, maxBytes), condition);
            case ByteRange.Last last -> resolved(object, last, maxBytes, condition);
        };
    }

    /** The one range that an empty object has; S3 refuses it as any other. */
    private Uni<ReadRange> whole(ObjectRef object, long maxBytes, ReadCondition condition) {
        return served(object, 0, maxBytes - 1, condition)
                .onFailure(S3Reads::unsatisfiable)
                .recoverWithUni(() -> plainHead(object, condition)
                        .map(info -> new ReadRange(info, new ByteRange.Resolved(0, 0), List.of())));
    }

    private static long lastOf(long first, long maxBytes) {
        return first > Long.MAX_VALUE - maxBytes ? Long.MAX_VALUE : first + maxBytes - 1;
    }

    private Uni<ReadRange> resolved(ObjectRef object, ByteRange range, long maxBytes, ReadCondition condition) {
        return plainHead(object, condition).chain(info -> {
            ByteRange.Resolved exact = range.within(info.size());
            long last = Math.min(exact.end(), exact.offset() + maxBytes) - 1;
            return bounded(object, exact.offset(), last, ReadCondition.matches(info.etag()));
        });
    }

    private Uni<ReadRange> bounded(ObjectRef object, long first, long last, ReadCondition condition) {
        return served(object, first, last, condition)
                .onFailure(S3Reads::unsatisfiable)
                .recoverWithUni(failure -> withSize(object, condition, failure));
    }

    private Uni<ReadRange> served(ObjectRef object, long first, long last, ReadCondition condition) {
        GetObjectRequest.Builder request = GetObjectRequest.builder()
                .bucket(object.bucket().value())
                .key(object.key().value())
                .range("bytes=" + first + "-" + last);
        single(condition.ifMatch(), request::ifMatch);
        if (condition.ifMatch().isEmpty() && condition.ifUnmodifiedSince() == null) {
            single(condition.ifNoneMatch(), request::ifNoneMatch);
        }
        return read.counted(() -> direct.get(request.build(), last - first + 1)).map(collected -> {
            ContentRange served = ContentRange.of(collected.response());
            ObjectInfo info = checked(ObjectHeads.of(object.key(), collected.response(), served.size()), condition);
            return new ReadRange(info, served.range(), collected.chunks(), collected.read());
        });
    }

    /** A 416 must say how long the object is, and conditions come before ranges. */
    private Uni<ReadRange> withSize(ObjectRef object, ReadCondition condition, Throwable failure) {
        return plainHead(object, condition)
                .chain(info -> Uni.createFrom()
                        .failure(Fault.of(
                                        FaultCode.RANGE_NOT_SATISFIABLE,
                                        "The object has " + info.size() + " bytes.",
                                        failure)
                                .withHeader("Content-Range", "bytes */" + info.size())));
    }

    /** See {@link ObjectReads#tags}. */
    Uni<Map<String, String>> tags(ObjectRef object) {
        return allTags(object).map(KeptChecksum::removed);
    }

    /** The tags with Sluice's own among them. */
    Uni<Map<String, String>> allTags(ObjectRef object) {
        return control.call(s3 -> s3.getObjectTagging(request ->
                        request.bucket(object.bucket().value()).key(object.key().value())))
                .map(answer -> {
                    Map<String, String> tags = new HashMap<>();
                    for (Tag tag : answer.tagSet()) {
                        tags.put(tag.key(), tag.value());
                    }
                    return tags;
                });
    }

    private static ObjectInfo checked(ObjectInfo info, ReadCondition condition) {
        condition.check(info.etag(), info.lastModified());
        return info;
    }

    private static void single(List<ETag> tags, Consumer<String> header) {
        if (tags.size() == 1 && !tags.getFirst().equals(ReadCondition.ANY)) {
            header.accept(tags.getFirst().quoted());
        }
    }

    private static boolean unsatisfiable(Throwable failure) {
        return failure instanceof Fault fault && fault.code() == FaultCode.RANGE_NOT_SATISFIABLE;
    }
}
