package io.sluice.store.s3;

import io.sluice.base.time.HttpDate;
import io.sluice.store.s3.DirectCall.Answer;
import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The SDK's requests and answers as headers, and back: those of {@link DirectCalls}. */
final class Wire {
    private static final String METADATA = "x-amz-meta-";
    private static final String OCTETS = "application/octet-stream";
    private static final Pattern CODE = Pattern.compile("<Code>([^<]*)</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]*)</Message>");

    private Wire() {}

    /** A range of an object, and what was told with it. */
    record Collected(GetObjectResponse response, List<ByteBuffer> chunks, Runnable read) {}

    static Map<String, @Nullable String> headers(GetObjectRequest request) {
        Map<String, @Nullable String> headers = new HashMap<>();
        headers.put("range", request.range());
        headers.put("if-match", request.ifMatch());
        headers.put("if-none-match", request.ifNoneMatch());
        return headers;
    }

    static Map<String, @Nullable String> headers(PutObjectRequest request) {
        Map<String, @Nullable String> headers = new HashMap<>();
        headers.put("content-length", Long.toString(request.contentLength()));
        headers.put("content-encoding", request.contentEncoding());
        headers.put("content-language", request.contentLanguage());
        headers.put("content-disposition", request.contentDisposition());
        headers.put("cache-control", request.cacheControl());
        headers.put("if-match", request.ifMatch());
        headers.put("if-none-match", request.ifNoneMatch());
        return headers;
    }

    static Map<String, @Nullable String> headers(UploadPartRequest request) {
        return new HashMap<>(Map.of("content-length", Long.toString(request.contentLength())));
    }

    static SortedMap<String, String> signed(PutObjectRequest request) {
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("content-type", request.contentType() == null ? OCTETS : request.contentType());
        request.metadata().forEach((name, value) -> headers.put(METADATA + name.toLowerCase(Locale.ROOT), value));
        put(headers, "x-amz-tagging", request.tagging());
        put(headers, "x-amz-checksum-crc32c", request.checksumCRC32C());
        return headers;
    }

    static SortedMap<String, String> signed(UploadPartRequest request) {
        SortedMap<String, String> headers = new TreeMap<>();
        put(headers, "x-amz-checksum-crc32c", request.checksumCRC32C());
        return headers;
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    static Collected collected(Answer answer) {
        MultiMap headers = good(answer);
        String tags = headers.get("x-amz-tagging-count");
        GetObjectResponse response = GetObjectResponse.builder()
                .contentLength(length(headers))
                .contentRange(headers.get("content-range"))
                .eTag(headers.get("etag"))
                .lastModified(date(headers.get("last-modified")))
                .contentType(headers.get("content-type"))
                .contentEncoding(headers.get("content-encoding"))
                .contentLanguage(headers.get("content-language"))
                .contentDisposition(headers.get("content-disposition"))
                .cacheControl(headers.get("cache-control"))
                .metadata(metadata(headers))
                .tagCount(tags == null ? null : Integer.valueOf(tags))
                .versionId(headers.get("x-amz-version-id"))
                .build();
        return new Collected(response, answer.chunks(), answer.read());
    }

    static PutObjectResponse stored(Answer answer) {
        MultiMap headers = good(answer);
        return PutObjectResponse.builder()
                .eTag(headers.get("etag"))
                .versionId(headers.get("x-amz-version-id"))
                .build();
    }

    static UploadPartResponse storedPart(Answer answer) {
        return UploadPartResponse.builder().eTag(good(answer).get("etag")).build();
    }

    private static long length(MultiMap headers) {
        String length = headers.get("content-length");
        return length == null ? 0 : Long.parseLong(length);
    }

    private static @Nullable Instant date(@Nullable String value) {
        return value == null ? null : HttpDate.parse(value);
    }

    private static Map<String, String> metadata(MultiMap headers) {
        Map<String, String> metadata = new HashMap<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey();
            if (name.regionMatches(true, 0, METADATA, 0, METADATA.length())) {
                metadata.put(name.substring(METADATA.length()).toLowerCase(Locale.ROOT), header.getValue());
            }
        }
        return metadata;
    }

    /** The headers of a good answer. */
    private static MultiMap good(Answer answer) {
        int status = answer.head().statusCode();
        if (status >= 300) {
            throw refusal(answer, status);
        }
        return answer.head().headers();
    }

    private static S3Exception refusal(Answer answer, int status) {
        StringBuilder text = new StringBuilder();
        answer.chunks().forEach(chunk -> text.append(StandardCharsets.UTF_8.decode(chunk.duplicate())));
        SdkHttpResponse.Builder http = SdkHttpResponse.builder().statusCode(status);
        String etag = answer.head().getHeader("etag");
        if (etag != null) {
            http.putHeader("ETag", etag);
        }
        AwsErrorDetails details = AwsErrorDetails.builder()
                .errorCode(first(CODE, text))
                .errorMessage(first(MESSAGE, text))
                .sdkHttpResponse(http.build())
                .build();
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .message("The store answered " + status + " " + details.errorCode())
                .awsErrorDetails(details)
                .build();
    }

    private static @Nullable String first(Pattern pattern, CharSequence text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : null;
    }
}
