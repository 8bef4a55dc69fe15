package io.sluice.store.s3;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the SDK's exceptions mean. None of them leaves this package. */
final class S3Faults {
    private S3Faults() {}

    /**
     * @param allTaken whether a call that got no connection in time waited for others to give one back, rather than for a
     *     new one to be made
     */
    static Fault from(Throwable failure, boolean allTaken) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            Fault known = acquiring(at) ? noConnection(at, allTaken) : meaning(at);
            if (known != null) {
                return known;
            }
        }
        return Fault.of(FaultCode.STORE_ERROR, "The call to the store failed.", failure)
                .withUnknownEffect();
    }

    private static @Nullable Fault meaning(Throwable at) {
        return switch (at) {
            case Fault fault -> fault;
            case S3Exception answered -> ofAnswer(answered);
            case ApiCallTimeoutException late -> timeout(late);
            case io.netty.handler.timeout.TimeoutException late -> timeout(late);
            case ConnectException refused -> unreachable(refused);
            case UnknownHostException unknown -> unreachable(unknown);
            case IOException late
            when late.getCause() instanceof io.netty.handler.timeout.TimeoutException -> timeout(late);
            case IOException broken -> unreachable(broken).withUnknownEffect();
            default -> null;
        };
    }

    /** Whether a call failed because no connection could be made. */
    static boolean unconnected(Fault fault) {
        return fault.getCause() instanceof ConnectException || fault.getCause() instanceof UnknownHostException;
    }

    private static Fault noConnection(Throwable failure, boolean allTaken) {
        return allTaken
                ? Fault.of(FaultCode.STORE_BUSY, "All connections to the store are in use.", failure)
                : unreachable(failure);
    }

    private static Fault timeout(Throwable cause) {
        return Fault.of(FaultCode.STORE_TIMEOUT, "The store did not answer in time.", cause)
                .withUnknownEffect();
    }

    private static Fault unreachable(Throwable cause) {
        return Fault.of(FaultCode.STORE_UNAVAILABLE, "The store cannot be reached.", cause);
    }

    private static boolean acquiring(Throwable failure) {
        String message = failure.getMessage();
        boolean told = message != null
                && (message.contains("Acquire operation took longer")
                        || message.contains("Maximum pending connection acquisitions exceeded"));
        return told || failure instanceof DirectCall.NoConnection;
    }

    private static Fault ofAnswer(S3Exception answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        return switch (code) {
            case "NoSuchBucket" -> Fault.of(FaultCode.BUCKET_NOT_FOUND, "There is no such bucket.", answer);
            case "NoSuchKey", "NoSuchVersion" -> notFound(answer);
            case "NoSuchUpload" -> Fault.of(FaultCode.UPLOAD_NOT_FOUND, "There is no such upload.", answer);
            case "KeyTooLongError" -> Fault.of(FaultCode.KEY_TOO_LONG, "The store takes no key so long.", answer);
            case "XMinioInvalidObjectName", "XMinioInvalidResourceName", "XMinioParentIsObject" ->
                Fault.of(FaultCode.INVALID_KEY, "The store cannot keep this key.", answer);
            case "BadDigest", "XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch" ->
                Fault.of(FaultCode.DIGEST_MISMATCH, "The bytes in the store do not match their digest.", answer);
            case "MetadataTooLarge" ->
                Fault.of(FaultCode.METADATA_TOO_LARGE, "The store takes no metadata so large.", answer);
            case "InvalidTag" -> Fault.of(FaultCode.INVALID_TAGS, "The store takes no such tag.", answer);
            case "EntityTooSmall", "InvalidPart", "InvalidPartOrder" ->
                Fault.of(FaultCode.INVALID_PARAMETER, "The parts do not make an object.", answer);
            case "SlowDown", "SlowDownRead", "SlowDownWrite", "TooManyRequests" ->
                Fault.of(FaultCode.STORE_BUSY, "The store asks to slow down.", answer);
            default -> ofStatus(answer, code);
        };
    }

    private static Fault ofStatus(S3Exception answer, String code) {
        return switch (answer.statusCode()) {
            case 304 -> notModified(answer);
            case 403 -> Fault.of(FaultCode.ACCESS_DENIED, "The store refuses this operation.", answer);
            case 404 -> notFound(answer);
            case 408 -> timeout(answer);
            case 409 -> Fault.of(FaultCode.WRITE_CONFLICT, "Another writer was at work on the object.", answer);
            case 412 -> Fault.of(FaultCode.PRECONDITION_FAILED, "The condition does not hold.", answer);
            case 416 -> Fault.of(FaultCode.RANGE_NOT_SATISFIABLE, "The range lies outside the object.", answer);
            case 429, 503 -> Fault.of(FaultCode.STORE_BUSY, "The store is too busy.", answer);
            case 501 -> Fault.of(FaultCode.NOT_SUPPORTED, "The store does not support this.", answer);
            default ->
                Fault.of(
                                FaultCode.STORE_ERROR,
                                "The store answered " + answer.statusCode() + " " + code.toLowerCase(Locale.ROOT) + ".",
                                answer)
                        .withUnknownEffect();
        };
    }

    private static Fault notModified(S3Exception answer) {
        Fault fault = Fault.of(FaultCode.NOT_MODIFIED, "The object is unchanged.", answer);
        AwsErrorDetails details = answer.awsErrorDetails();
        return Optional.ofNullable(details == null ? null : details.sdkHttpResponse())
                .flatMap(response -> response.firstMatchingHeader("ETag"))
                .map(etag -> fault.withHeader("ETag", etag))
                .orElse(fault);
    }

    private static Fault notFound(S3Exception answer) {
        return Fault.of(FaultCode.OBJECT_NOT_FOUND, "There is no such object.", answer);
    }
}
