package io.sluice.feature.events.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ETag;
import io.sluice.store.ObjectEvent;
import io.sluice.store.ObjectEvent.Kind;
import io.sluice.store.ObjectRef;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3EventJsonTest {
    private static List<ObjectEvent> parse(String json) {
        return S3EventJson.parse(Buffer.buffer(json));
    }

    private static JsonObject record(String eventName, String bucket, String key) {
        return new JsonObject()
                .put("eventName", eventName)
                .put(
                        "s3",
                        new JsonObject()
                                .put("bucket", new JsonObject().put("name", bucket))
                                .put("object", new JsonObject().put("key", key)));
    }

    private static String message(JsonObject... records) {
        return new JsonObject().put("Records", new JsonArray(List.of(records))).encode();
    }

    @Test
    void aWriteToMinioIsRead() {
        List<ObjectEvent> events = parse("""
                {"EventName": "s3:ObjectCreated:Put", "Key": "pier/north 4/a+b.jpg", "Records": [{
                  "eventVersion": "2.0", "eventSource": "minio:s3", "awsRegion": "", "eventTime": "2026-01-31T12:00:00.000Z",
                  "eventName": "s3:ObjectCreated:Put", "userIdentity": {"principalId": "someone"},
                  "s3": {"s3SchemaVersion": "1.0", "configurationId": "Config",
                    "bucket": {"name": "pier", "ownerIdentity": {"principalId": "someone"}, "arn": "arn:aws:s3:::pier"},
                    "object": {"key": "north+4%2Fa%2Bb.jpg", "size": 7, "eTag": "5d41402abc4b2a76b9719d911017c592",
                      "contentType": "image/jpeg", "sequencer": "18A1F3C2B4D5E6F7"}},
                  "source": {"host": "", "port": "", "userAgent": ""}}]}
                """);

        assertThat(events)
                .containsExactly(new ObjectEvent(
                        Kind.CREATED,
                        ObjectRef.of("pier", "north 4/a+b.jpg"),
                        new ETag("5d41402abc4b2a76b9719d911017c592"),
                        7,
                        "18A1F3C2B4D5E6F7"));
    }

    @Test
    void whatIsNotToldIsUnknown() {
        assertThat(parse(message(record("s3:ObjectRemoved:Delete", "pier", "a"))))
                .containsExactly(new ObjectEvent(Kind.REMOVED, ObjectRef.of("pier", "a"), null, 0, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "ObjectCreated:Put, CREATED",
        "ObjectCreated:Post, CREATED",
        "s3:ObjectCreated:Copy, CREATED",
        "s3:ObjectCreated:CompleteMultipartUpload, CREATED",
        "s3:ObjectCreated:PutTagging, CHANGED",
        "s3:ObjectCreated:PutRetention, CHANGED",
        "ObjectTagging:Delete, CHANGED",
        "ObjectRemoved:DeleteMarkerCreated, REMOVED",
        "s3:ObjectRemoved:NoOP, REMOVED",
        "LifecycleExpiration:Delete, REMOVED"
    })
    void eventsOfS3AndOfMinioAreKnown(String eventName, Kind kind) {
        assertThat(parse(message(record(eventName, "pier", "a"))))
                .extracting(ObjectEvent::kind)
                .containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3:ObjectAccessed:Get", "s3:BucketCreated:*", "ObjectRestore:Post", "", "s3:"})
    void otherEventsAreLeftOut(String eventName) {
        JsonObject bare = new JsonObject().put("eventName", eventName);

        assertThat(parse(message(bare, record("s3:ObjectCreated:Put", "pier", "b"))))
                .extracting(event -> event.object().key().value())
                .containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource({"UPPER_CASE, a", "pier, a//b", "pier, %2Fa", "pier, a%2F..%2Fb", "pier, ''"})
    void whatSluiceCouldNotHaveIsLeftOut(String bucket, String key) {
        assertThat(parse(message(record("s3:ObjectCreated:Put", bucket, key)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Z%C3%BCrich, Zürich", "100%25, 100%", "a%26b%3D%3F, a&b=?", "%E6%B8%AF%F0%9F%9A%A2, 港🚢"})
    void keysAreDecoded(String encoded, String key) {
        assertThat(parse(message(record("s3:ObjectCreated:Put", "pier", encoded))))
                .extracting(event -> event.object().key().value())
                .containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Service\": \"Amazon S3\", \"Event\": \"s3:TestEvent\", \"Bucket\": \"pier\"}",
                "{\"Records\": []}"
            })
    void aTestAndAnEmptyMessageTellNothing(String message) {
        assertThat(parse(message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"Records\"",
                "{",
                "{}",
                "{\"Records\": null}",
                "{\"Records\": {}}",
                "{\"Records\": [null]}",
                "{\"Records\": [1]}",
                "{\"Records\": [{}]}",
                "{\"Records\": [{\"eventName\": 1}]}",
                "{\"Records\": [{\"eventName\": \"ObjectCreated:Put\"}]}",
                "{\"Records\": [{\"eventName\": \"ObjectCreated:Put\", \"s3\": {\"bucket\": {\"name\": \"pier\"}}}]}"
            })
    void whatIsNoMessageIsRefused(String message) {
        assertThat(catchThrowableOfType(Fault.class, () -> parse(message)).code())
                .isEqualTo(FaultCode.INVALID_BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%C3"})
    void aKeyThatIsNotEncodedIsRefused(String key) {
        String message = message(record("s3:ObjectCreated:Put", "pier", key));

        assertThat(catchThrowableOfType(Fault.class, () -> parse(message)).code())
                .isEqualTo(FaultCode.INVALID_BODY);
    }

    @Test
    void nestingWithoutEndIsRefused() {
        String deep = "{\"Records\": " + "[".repeat(100_000);

        assertThat(catchThrowableOfType(Fault.class, () -> parse(deep)).code()).isEqualTo(FaultCode.INVALID_BODY);
    }
}
