package io.sluice.base.fault;

import java.util.Locale;

/**
 * Every error a client can be told, by its stable code.
 *
 * <p>The code on the wire is the constant's name in lower case with dashes ({@code bucket-not-found}) and never changes
 * meaning; {@code docs/API-ERRORS.md} lists them all. {@link #status()} is the HTTP status of RFC 9110 that carries it.
 */
public enum FaultCode {
    NOT_MODIFIED(304, "The object is unchanged"),

    INVALID_BUCKET(400, "The bucket name breaks S3's naming rules"),
    INVALID_KEY(400, "The key cannot be stored"),
    KEY_TOO_LONG(400, "The key is longer than 1,024 bytes of UTF-8"),
    INVALID_RANGE(400, "The Range header is malformed"),
    INVALID_HEADER(400, "A header value is malformed"),
    INVALID_PARAMETER(400, "A query parameter is malformed"),
    INVALID_BODY(400, "The body is malformed"),
    INVALID_DIGEST(400, "The digest header is malformed"),
    DIGEST_MISMATCH(400, "The body does not match its digest"),
    LENGTH_MISMATCH(400, "The body is shorter or longer than declared"),
    METADATA_TOO_LARGE(400, "The user metadata is larger than 2 KiB"),
    INVALID_TAGS(400, "The tags break S3's tagging rules"),
    INVALID_CAMERA(400, "The name of the camera cannot be used"),
    INVALID_MULTIPART(400, "The multipart stream is malformed"),
    INVALID_FRAME_HEAD(400, "What is said of a frame is malformed"),
    INVALID_FRAME_TIME(400, "The time of a frame is malformed or out of range"),
    FRAME_TIME_IN_FUTURE(400, "The time of a frame lies in the future"),
    FRAME_EMPTY(400, "A frame has no bytes"),

    UNAUTHENTICATED(401, "The request has no valid credentials"),
    FORBIDDEN(403, "The caller may not do this"),
    ACCESS_DENIED(403, "The store refuses Sluice this operation"),
    BUCKET_NOT_FOUND(404, "No such bucket"),
    OBJECT_NOT_FOUND(404, "No such object"),
    CAMERA_NOT_FOUND(404, "No such camera"),
    FRAME_NOT_FOUND(404, "No such frame"),
    ERASURE_NOT_FOUND(404, "No such erasure"),
    KEY_NOT_FOUND(404, "No such API key"),
    UPLOAD_NOT_FOUND(404, "No such multipart upload"),
    LINK_NOT_FOUND(404, "No such link"),
    ROUTE_NOT_FOUND(404, "No such resource"),
    EVENTS_DISABLED(404, "Notifications are not taken"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    CLIENT_STALLED(408, "The client sent nothing for too long"),
    LINK_GONE(410, "The link holds no longer"),
    PRECONDITION_FAILED(412, "A condition of the request does not hold"),
    WRITE_CONFLICT(409, "Another writer changed the object at the same time"),
    SETTING_REFUSED(409, "The store refuses a setting of a bucket"),
    TOO_MANY_HOLDS(409, "The camera has as many holds as it may have"),
    FRAMES_HELD(409, "Frames of the range must be kept"),
    TOO_MANY_ERASURES(409, "As many erasures are running as may be"),
    BODY_TOO_LARGE(413, "The body is larger than allowed"),
    FRAME_TOO_LARGE(413, "A frame is larger than allowed"),
    CONTENT_TYPE_REFUSED(415, "The link takes another content type"),
    RANGE_NOT_SATISFIABLE(416, "The range lies outside the object"),
    TOO_MANY_ATTEMPTS(429, "Too many wrong credentials came from this address"),
    CLIENT_GONE(499, "The client went away"),

    INTERNAL_ERROR(500, "Something failed inside Sluice"),
    NOT_SUPPORTED(501, "The store does not support this"),
    EXPORT_UNAVAILABLE(501, "This form of export is not available"),
    BUCKET_NOT_READY(503, "The bucket is not ready yet"),
    IDENTITY_UNAVAILABLE(503, "The identity provider cannot be reached"),
    STORE_UNAVAILABLE(503, "The store cannot be reached"),
    STORE_TIMEOUT(503, "The store did not answer in time"),
    STORE_BUSY(503, "The store asks to slow down"),
    STORE_ERROR(503, "The store failed"),
    INDEX_BEHIND(503, "The index of frames is still being rebuilt"),
    EXPORT_BUSY(503, "Too many exports of this form are under way"),
    FRAME_CORRUPT(500, "The stored bytes of a frame do not match their checksum"),
    STORE_CORRUPT(500, "The stored bytes do not match their checksum"),
    AUDIT_BEHIND(503, "The audit trail cannot keep up"),
    BUDGET_EXHAUSTED(503, "Sluice has no memory left for this request now"),
    STOPPING(503, "Sluice is being stopped");

    private final int status;
    private final String title;

    FaultCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status that carries this code. */
    public int status() {
        return status;
    }

    /** One sentence, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The stable code on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is said to somebody because of who they are, or as they do not say it. */
    boolean refusal() {
        return this == UNAUTHENTICATED || this == FORBIDDEN || this == TOO_MANY_ATTEMPTS;
    }

    /** Whether the same request may succeed a little later; such answers carry {@code Retry-After}. */
    public boolean retryable() {
        return status == 503;
    }
}
