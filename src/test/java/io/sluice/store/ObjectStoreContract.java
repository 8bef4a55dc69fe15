package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.Fault.Effect;
import io.sluice.base.fault.FaultCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every adapter of the store port does with one object: bytes, attributes, checksums, copies, failures. */
public abstract class ObjectStoreContract extends StoreFixture {
    private static final ContentHeaders HEADERS = new ContentHeaders(
            "image/jpeg", "gzip", "ru, en", "attachment; filename=\"a b.jpg\"", "public, max-age=60");
    private static final String SHA256 = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";

    @Test
    void anObjectComesBackWithItsBytesAndHeaders() {
        ObjectRef object = ref("photo");
        Stored stored = put(object, new Attributes(HEADERS, Map.of(), Map.of(), null), held("abc"));

        ReadRange read = Await.on(store().get(object, ByteRange.all(), PLENTY, ReadCondition.NONE));
        assertThat(bytes(read)).asString(StandardCharsets.UTF_8).isEqualTo("abc");
        assertThat(read.whole()).isTrue();
        assertThat(read.info().headers()).isEqualTo(HEADERS);
        ObjectInfo info = head(object);
        assertThat(info.headers()).isEqualTo(HEADERS);
        assertThat(info.key()).isEqualTo(object.key());
        assertThat(info.size()).isEqualTo(3).isEqualTo(stored.size());
        assertThat(info.etag()).isEqualTo(stored.etag()).isEqualTo(read.info().etag());
        assertThat(Duration.between(info.lastModified(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void metadataKeepsAnyUnicode() {
        Map<String, String> metadata = Map.of(
                "cyrillic", "Камера у входа",
                "emoji", "🎥 ok 👍🏽",
                "spaces", "  both ends  ",
                "empty", "",
                "encoded-word", "=?UTF-8?B?0LDQsdCy?=",
                "percent", "100%25 +1",
                "quotes", "\"a\", 'b'; c=d",
                "Mixed.Case_name", "v");
        put(ref("m"), new Attributes(ContentHeaders.NONE, metadata, Map.of(), null), held("x"));

        Map<String, String> found = head(ref("m")).metadata();
        assertThat(found).containsEntry("mixed.case_name", "v").hasSameSizeAs(metadata);
        metadata.forEach((name, value) -> {
            if (!name.startsWith("Mixed")) {
                assertThat(found).containsEntry(name, value);
            }
        });
        ReadRange read = Await.on(store().get(ref("m"), ByteRange.all(), PLENTY, ReadCondition.NONE));
        assertThat(read.info().metadata()).isEqualTo(found);
    }

    @Test
    void tagsComeBackAndCanBeReplaced() {
        Map<String, String> tags = Map.of("camera", "gate 1", "a+b", "x=y:z/@", "empty", "");
        Stored stored = put(ref("t"), new Attributes(ContentHeaders.NONE, Map.of("k", "v"), tags, null), held("abc"));
        assertThat(Await.on(store().tags(ref("t")))).isEqualTo(tags);
        assertThat(head(ref("t")).tagCount()).isEqualTo(3);

        Await.on(store().setTags(ref("t"), Map.of("other", "1")));

        assertThat(Await.on(store().tags(ref("t")))).isEqualTo(Map.of("other", "1"));
        ObjectInfo info = head(ref("t"));
        assertThat(info.tagCount()).isEqualTo(1);
        assertThat(info.etag()).isEqualTo(stored.etag());
        assertThat(info.metadata()).containsEntry("k", "v");
        assertThat(info.digests().crc32c()).isEqualTo(held("abc").crc32c());
        assertThat(text(ref("t"))).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource({"größe,1", "name,港"})
    void tagsThatAreNotAsciiAreRefused(String name, String value) {
        Map<String, String> tags = Map.of(name, value);
        Attributes attributes = new Attributes(ContentHeaders.NONE, Map.of(), tags, null);
        assertThat(Await.failure(store().put(ref("never"), attributes, WriteCondition.NONE, held("x")))
                        .code())
                .isEqualTo(FaultCode.INVALID_TAGS);
        assertThat(Await.failure(store().createMultipart(ref("never"), attributes, false))
                        .code())
                .isEqualTo(FaultCode.INVALID_TAGS);
        assertMissing(ref("never"));
        put(ref("t"), "abc");
        assertThat(Await.failure(store().setTags(ref("t"), tags)).code()).isEqualTo(FaultCode.INVALID_TAGS);
        assertThat(Await.on(store().tags(ref("t")))).isEmpty();
    }

    @Test
    void anEmptyTagValueIsTakenEverywhere() {
        put(ref("t"), "abc");
        Await.on(store().setTags(ref("t"), Map.of("empty", "")));
        assertThat(Await.on(store().tags(ref("t")))).isEqualTo(Map.of("empty", ""));
    }

    @Test
    void anObjectWithoutTagsHasNone() {
        put(ref("t"), "abc");
        assertThat(Await.on(store().tags(ref("t")))).isEmpty();
        assertThat(head(ref("t")).tagCount()).isZero();
    }

    @Test
    void tagsOfAMissingObjectAreNotFound() {
        assertThat(Await.failure(store().tags(ref("none"))).code()).isEqualTo(FaultCode.OBJECT_NOT_FOUND);
        assertThat(Await.failure(store().setTags(ref("none"), Map.of("a", "b"))).code())
                .isEqualTo(FaultCode.OBJECT_NOT_FOUND);
    }

    @Test
    void bytesThatChangeOnTheWayAreTheStoresFaultAndAreNotKept() {
        Body.Held body = held("changed");
        Body.Held other =
                new Body.Held(body.chunks(), body.length(), held("sent").crc32c());

        Fault fault = Await.failure(store().put(ref("c"), Attributes.NONE, WriteCondition.NONE, other));

        assertThat(fault.code()).isEqualTo(FaultCode.STORE_ERROR);
        assertThat(fault.effect()).isEqualTo(Effect.NONE);
        assertMissing(ref("c"));
    }

    @Test
    void theChecksumOfAHeldBodyIsKept() {
        Body.Held body = held("checked");
        assertThat(put(ref("c"), Attributes.NONE, body).crc32c()).isEqualTo(body.crc32c());
        assertThat(head(ref("c")).digests().crc32c()).isEqualTo(body.crc32c());
        ReadRange read = Await.on(store().get(ref("c"), ByteRange.all(), PLENTY, ReadCondition.NONE));
        assertThat(read.info().digests().crc32c()).isEqualTo(body.crc32c());
    }

    @Test
    void theChecksumOfAStreamedBodyIsComputed() {
        byte[] bytes = noise(300_000, 1);
        Crc32c crc = Crc32c.of(ByteBuffer.wrap(bytes));
        assertThat(put(ref("c"), Attributes.NONE, Chunks.body(bytes)).crc32c()).isEqualTo(crc);
        assertThat(head(ref("c")).digests().crc32c()).isEqualTo(crc);
        assertThat(bytes(ref("c"))).isEqualTo(bytes);
    }

    @Test
    void aStreamedBodyKeepsAttributesToo() {
        Attributes attributes = new Attributes(HEADERS, Map.of("name", "имя"), Map.of("t", "1"), SHA256);
        put(ref("s"), attributes, Chunks.body(noise(100_000, 2)));
        ObjectInfo info = head(ref("s"));
        assertThat(info.headers()).isEqualTo(HEADERS);
        assertThat(info.metadata()).isEqualTo(attributes.metadata());
        assertThat(info.tagCount()).isEqualTo(1);
        assertThat(info.digests().sha256()).isEqualTo(SHA256);
        assertThat(Await.on(store().tags(ref("s")))).isEqualTo(attributes.tags());
    }

    @Test
    void theDeclaredSha256IsKept() {
        put(ref("d"), new Attributes(ContentHeaders.NONE, Map.of(), Map.of(), SHA256), held("abc"));
        assertThat(head(ref("d")).digests().sha256()).isEqualTo(SHA256);
        assertThat(head(ref("d")).metadata()).isEmpty();
        put(ref("e"), "abc");
        assertThat(head(ref("e")).digests().sha256()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "Zoë Müller <z@example.org>", "key-01M8F7ACBHWHHTVF6DRE88R0K9"})
    void anObjectIsItsOwnersWhateverIsDoneToIt(String owner) {
        Stored stored = put(ref("o"), Attributes.NONE.ownedBy(owner), held("abc"));
        assertThat(head(ref("o")).owner()).isEqualTo(owner);
        assertThat(head(ref("o")).metadata()).isEmpty();
        assertThat(Await.on(store().get(ref("o"), ByteRange.all(), 10, ReadCondition.NONE))
                        .info()
                        .owner())
                .isEqualTo(owner);
        Await.on(store().setTags(ref("o"), Map.of("t", "1")));
        assertThat(head(ref("o")).owner()).isEqualTo(owner);
        Await.on(store().copy(ref("o"), stored.etag(), ref("copy"), WriteCondition.NONE));
        assertThat(head(ref("copy")).owner()).isEqualTo(owner);
        put(ref("o"), "nobody's");
        assertThat(head(ref("o")).owner()).isNull();
    }

    @Test
    void severalChunksBecomeOneObjectAndStayWhereTheyAre() {
        ByteBuffer first =
                ByteBuffer.wrap("xxfirst".getBytes(StandardCharsets.UTF_8)).position(2);
        ByteBuffer second = ByteBuffer.allocateDirect(3)
                .put("-2.".getBytes(StandardCharsets.UTF_8))
                .flip();
        put(ref("c"), Attributes.NONE, Body.of(first, second));
        assertThat(text(ref("c"))).isEqualTo("first-2.");
        assertThat(first.position()).isEqualTo(2);
        assertThat(second.position()).isZero();
    }

    @Test
    void anEmptyObjectIsAnObject() {
        put(ref("held"), Attributes.NONE, Body.of());
        put(ref("streamed"), Attributes.NONE, Chunks.body(new byte[0]));
        assertThat(bytes(ref("held"))).isEmpty();
        assertThat(bytes(ref("streamed"))).isEmpty();
        assertThat(head(ref("held")).digests().crc32c()).isEqualTo(new Crc32c(0));
        assertThat(head(ref("streamed")).size()).isZero();
    }

    @Test
    void aPutReplacesBytesAndAttributes() {
        put(ref("r"), new Attributes(HEADERS, Map.of("old", "1"), Map.of("old", "1"), SHA256), held("old bytes"));
        ETag before = head(ref("r")).etag();
        Stored stored = put(ref("r"), Attributes.ofType("text/plain"), held("new"));
        ObjectInfo info = head(ref("r"));
        assertThat(info.etag()).isEqualTo(stored.etag()).isNotEqualTo(before);
        assertThat(info.headers()).isEqualTo(ContentHeaders.ofType("text/plain"));
        assertThat(info.metadata()).isEmpty();
        assertThat(info.digests().sha256()).isNull();
        assertThat(Await.on(store().tags(ref("r")))).isEmpty();
        assertThat(text(ref("r"))).isEqualTo("new");
    }

    @Test
    void deletingTwiceIsNoFailure() {
        put(ref("d"), "abc");
        Await.on(store().delete(ref("d"), WriteCondition.NONE));
        assertMissing(ref("d"));
        Await.on(store().delete(ref("d"), WriteCondition.NONE));
        Await.on(store().delete(ref("never/was"), WriteCondition.NONE));
    }

    @Test
    void aCopyHasBytesAttributesAndChecksums() {
        Attributes attributes = new Attributes(HEADERS, Map.of("who", "кто"), Map.of("t", "1"), SHA256);
        Stored source = put(ref("from"), attributes, held("copied"));
        Stored copy = Await.on(store().copy(ref("from"), source.etag(), ref("to/there"), WriteCondition.NONE));
        assertThat(copy.size()).isEqualTo(6);
        assertThat(copy.crc32c()).isEqualTo(source.crc32c());
        ObjectInfo info = head(ref("to/there"));
        assertThat(info.etag()).isEqualTo(copy.etag());
        assertThat(info.headers()).isEqualTo(HEADERS);
        assertThat(info.metadata()).isEqualTo(Map.of("who", "кто"));
        assertThat(info.digests()).isEqualTo(new ObjectInfo.Digests(source.crc32c(), SHA256));
        assertThat(Await.on(store().tags(ref("to/there")))).isEqualTo(Map.of("t", "1"));
        assertThat(text(ref("to/there"))).isEqualTo("copied");
        assertThat(text(ref("from"))).isEqualTo("copied");
    }

    @Test
    void aFailingSourceStoresNothing() {
        Body broken = new Body.Streamed(
                300_000, Chunks.failing(noise(200_000, 3), 10_000, Fault.of(FaultCode.CLIENT_GONE, "gone")));
        Await.failure(store().put(ref("new"), Attributes.NONE, WriteCondition.NONE, broken));
        assertMissing(ref("new"));
    }

    @Test
    void aFailingSourceLeavesTheOldObject() {
        put(ref("old"), "old");
        Body broken = new Body.Streamed(
                300_000, Chunks.failing(noise(200_000, 4), 10_000, new IllegalStateException("broken")));
        Await.failure(store().put(ref("old"), Attributes.NONE, WriteCondition.NONE, broken));
        assertThat(text(ref("old"))).isEqualTo("old");
    }

    @Test
    void anUnknownBucketIsSaidToBeOne() {
        BucketName unknown = new BucketName("nobody-made-this-bucket");
        ObjectRef object = new ObjectRef(unknown, new ObjectKey("k"));
        assertThat(Await.failure(store().get(object, ByteRange.all(), PLENTY, ReadCondition.NONE))
                        .code())
                .isEqualTo(FaultCode.BUCKET_NOT_FOUND);
        assertThat(Await.failure(store().put(object, Attributes.NONE, WriteCondition.NONE, held("x")))
                        .code())
                .isEqualTo(FaultCode.BUCKET_NOT_FOUND);
        assertThat(Await.failure(store().list(new ListQuery(unknown, "", null, null, 10)))
                        .code())
                .isEqualTo(FaultCode.BUCKET_NOT_FOUND);
        assertThat(Await.failure(store().ping(unknown)).code()).isEqualTo(FaultCode.BUCKET_NOT_FOUND);
    }

    @Test
    void aKnownBucketAnswersAndMayBeEnsuredAgain() {
        Await.on(store().ping(bucket()));
        Await.on(store().ensureBucket(bucket()));
    }

    private Stored put(ObjectRef object, Attributes attributes, Body body) {
        return Await.on(store().put(object, attributes, WriteCondition.NONE, body));
    }
}
