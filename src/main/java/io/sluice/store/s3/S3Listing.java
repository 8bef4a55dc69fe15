package io.sluice.store.s3;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ETag;
import io.sluice.store.KeyOrder;
import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectKey;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Listings. They go on by the server's token: MinIO ends a listing early that starts after a key deep in a folder with many
 * siblings. A listing that begins at any key has no token and starts after it.
 */
final class S3Listing {
    /** The last code point there is: no key that begins with a prefix sorts after the prefix and this. */
    private static final String AFTER_ALL = "\uDBFF\uDFFF";

    private static final int BAD_REQUEST = 400;

    /** What MinIO says of a token that is none. */
    private static final int NOT_IMPLEMENTED = 501;

    private final S3Pool control;

    S3Listing(S3Clients clients) {
        this.control = clients.control();
    }

    /** See {@link io.sluice.store.ObjectReads#list}. */
    Uni<ListPage> list(ListQuery query) {
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder()
                .bucket(query.bucket().value())
                .prefix(query.prefix())
                .delimiter(query.delimiter())
                .maxKeys(query.limit())
                .encodingType(EncodingType.URL);
        ListCursor after = query.after();
        if (after != null && after.token() != null) {
            request.continuationToken(after.token());
        } else if (after != null) {
            request.startAfter(startAfter(query, after.key()));
        }
        return control.call(s3 -> s3.listObjectsV2(request.build()))
                .map(S3Listing::page)
                .onFailure(Fault.class)
                .recoverWithUni(failure -> refused(query, failure));
    }

    /** MinIO refuses a prefix that no key can have, and any S3 a token that it did not make. */
    private static Uni<ListPage> refused(ListQuery query, Fault fault) {
        if (fault.code() == FaultCode.INVALID_KEY) {
            return Uni.createFrom().item(new ListPage(List.of(), List.of(), null));
        }
        ListCursor after = query.after();
        boolean byToken = after != null && after.token() != null;
        boolean ours = fault.getCause() instanceof S3Exception answer
                && (answer.statusCode() == BAD_REQUEST || answer.statusCode() == NOT_IMPLEMENTED);
        return Uni.createFrom()
                .failure(
                        byToken && ours
                                ? Fault.of(FaultCode.INVALID_PARAMETER, "The listing cannot go on there.", fault)
                                : fault);
    }

    private static String startAfter(ListQuery query, String after) {
        String delimiter = query.delimiter();
        boolean rolledUp = delimiter != null
                && after.endsWith(delimiter)
                && after.length() > query.prefix().length();
        return rolledUp ? after + AFTER_ALL : after;
    }

    private static ListPage page(ListObjectsV2Response answer) {
        List<ListPage.Entry> objects =
                answer.contents().stream().map(S3Listing::entry).toList();
        List<String> prefixes =
                answer.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
        return new ListPage(objects, prefixes, next(answer, last(objects, prefixes)));
    }

    private static @Nullable ListCursor next(ListObjectsV2Response answer, @Nullable String last) {
        return Boolean.TRUE.equals(answer.isTruncated()) && last != null
                ? new ListCursor(last, answer.nextContinuationToken())
                : null;
    }

    private static ListPage.Entry entry(S3Object listed) {
        return new ListPage.Entry(
                new ObjectKey(listed.key()), listed.size(), ETag.parse(listed.eTag()), listed.lastModified());
    }

    private static @Nullable String last(List<ListPage.Entry> objects, List<String> prefixes) {
        String key = objects.isEmpty() ? null : objects.getLast().key().value();
        String prefix = prefixes.isEmpty() ? null : prefixes.getLast();
        if (key == null || prefix == null) {
            return key == null ? prefix : key;
        }
        return KeyOrder.compare(key, prefix) > 0 ? key : prefix;
    }
}
