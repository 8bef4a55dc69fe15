package io.sluice.feature.events.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.http.PercentDecoder;
import io.sluice.store.ETag;
import io.sluice.store.ObjectEvent;
import io.sluice.store.ObjectEvent.Kind;
import io.sluice.store.ObjectRef;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The event message of S3, which MinIO sends too; its objects have their real names. */
final class S3EventJson {
    /** What S3 sends, without records, when a notification is configured. */
    private static final String TEST = "s3:TestEvent";

    private static final String CREATED = "ObjectCreated:";
    private static final Set<String> WITH_NEW_BYTES = Set.of("Put", "Post", "Copy", "CompleteMultipartUpload");
    private static final String TAGGED = "ObjectTagging:";
    private static final List<String> REMOVED = List.of("ObjectRemoved:", "LifecycleExpiration:");

    private S3EventJson() {}

    /**
     * The events that Sluice knows, in their order; others, and those of objects that it could not have, are left out.
     *
     * @throws Fault {@code invalid-body}
     */
    static List<ObjectEvent> parse(Buffer body) {
        JsonObject message = object(value(body), "The message");
        if (TEST.equals(message.getValue("Event"))) {
            return List.of();
        }
        if (!(message.getValue("Records") instanceof JsonArray records)) {
            throw malformed("Records is no list.");
        }
        return records.stream().flatMap(record -> event(record).stream()).toList();
    }

    private static @Nullable Object value(Buffer body) {
        try {
            return Json.decodeValue(body);
        } catch (DecodeException wrong) {
            throw malformed("It is no JSON.");
        }
    }

    private static Optional<ObjectEvent> event(Object value) {
        JsonObject record = object(value, "A record");
        Kind kind = kind(text(record, "eventName"));
        if (kind == null) {
            return Optional.empty();
        }
        JsonObject s3 = object(record.getValue("s3"), "s3");
        JsonObject object = object(s3.getValue("object"), "s3.object");
        String bucket = text(object(s3.getValue("bucket"), "s3.bucket"), "name");
        String key = decoded(text(object, "key"));
        return named(bucket, key)
                .map(name -> new ObjectEvent(kind, name, etag(object), size(object), sequencer(object)));
    }

    /** MinIO writes {@code s3:} before the name, S3 does not. */
    private static @Nullable Kind kind(String eventName) {
        String name = eventName.startsWith("s3:") ? eventName.substring("s3:".length()) : eventName;
        if (name.startsWith(CREATED)) {
            // MinIO says by the same word that an object was tagged or locked.
            return WITH_NEW_BYTES.contains(name.substring(CREATED.length())) ? Kind.CREATED : Kind.CHANGED;
        }
        if (name.startsWith(TAGGED)) {
            return Kind.CHANGED;
        }
        return REMOVED.stream().anyMatch(name::startsWith) ? Kind.REMOVED : null;
    }

    /** Empty for what Sluice could neither write nor read. */
    private static Optional<ObjectRef> named(String bucket, String key) {
        try {
            return Optional.of(ObjectRef.of(bucket, key));
        } catch (Fault notOurs) {
            return Optional.empty();
        }
    }

    /** As in a form: percent-encoded, with a plus for a space. */
    private static String decoded(String key) {
        try {
            return PercentDecoder.decode(key.replace('+', ' '));
        } catch (IllegalArgumentException wrong) {
            throw malformed("s3.object.key is not URL-encoded.");
        }
    }

    private static @Nullable ETag etag(JsonObject object) {
        try {
            return object.getValue("eTag") instanceof String tag ? ETag.parse(tag) : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private static long size(JsonObject object) {
        return object.getValue("size") instanceof Number size ? size.longValue() : 0;
    }

    private static String sequencer(JsonObject object) {
        return object.getValue("sequencer") instanceof String text ? text : "";
    }

    private static JsonObject object(@Nullable Object value, String what) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw malformed(what + " is no object.");
    }

    private static String text(JsonObject object, String name) {
        if (object.getValue(name) instanceof String text) {
            return text;
        }
        throw malformed(name + " is no text.");
    }

    private static Fault malformed(String detail) {
        return Fault.of(FaultCode.INVALID_BODY, "The body is no event message of S3. " + detail);
    }
}
