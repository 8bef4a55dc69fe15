package io.sluice.store.buckets;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.MultipartUpload;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import io.sluice.store.local.LocalObjectStore;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logical buckets: two of them within one real one, or each on its own. */
class MappedStoreTest {
    private static final BucketName REAL = new BucketName("the-one");
    private static final BucketName FILES = new BucketName("files");
    private static final BucketName FRAMES = new BucketName("frames");

    private final ExecutorService io = Executors.newFixedThreadPool(4);

    @TempDir
    private @Nullable Path root;

    private @Nullable ObjectStore adapter;
    private @Nullable ObjectStore within;

    @BeforeEach
    void open() {
        adapter = new LocalObjectStore(Objects.requireNonNull(root), io, TimeSource.system(), Ids.system());
        within = new MappedStore(adapter, BucketDirectory.within(REAL, Set.of(FILES, FRAMES)));
        Await.on(within.ensureBucket(FILES));
    }

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    private ObjectStore mapped() {
        return Objects.requireNonNull(within);
    }

    private ObjectStore real() {
        return Objects.requireNonNull(adapter);
    }

    private static Stored put(ObjectStore store, ObjectRef object, String text) {
        Body body = Body.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return Await.on(store.put(object, Attributes.ofType("text/plain"), WriteCondition.NONE, body));
    }

    private static ListPage list(ObjectStore store, BucketName bucket, String prefix, @Nullable ListCursor after) {
        return Await.on(store.list(new ListQuery(bucket, prefix, "/", after, 2)));
    }

    private static List<String> keys(ListPage page) {
        return page.objects().stream().map(entry -> entry.key().value()).toList();
    }

    @Test
    void anObjectOfALogicalBucketLiesUnderItsPrefix() {
        Stored stored = put(mapped(), new ObjectRef(FILES, new ObjectKey("a/b")), "x");

        assertThat(Await.on(real().head(new ObjectRef(REAL, new ObjectKey("files/a/b")), ReadCondition.NONE))
                        .etag())
                .isEqualTo(stored.etag());
        assertThat(Await.on(mapped().head(ObjectRef.of("files", "a/b"), ReadCondition.NONE))
                        .key())
                .hasToString("a/b");
        assertThat(Await.on(mapped().get(ObjectRef.of("files", "a/b"), ByteRange.all(), 10, ReadCondition.NONE))
                        .info()
                        .key())
                .hasToString("a/b");
    }

    @Test
    void logicalBucketsDoNotSeeEachOther() {
        put(mapped(), ObjectRef.of("files", "same"), "of files");

        assertThat(Await.failure(mapped().head(ObjectRef.of("frames", "same"), ReadCondition.NONE))
                        .code())
                .isEqualTo(FaultCode.OBJECT_NOT_FOUND);
        assertThat(keys(list(mapped(), FRAMES, "", null))).isEmpty();
        Await.on(mapped().delete(ObjectRef.of("frames", "same"), WriteCondition.NONE));
        assertThat(keys(list(mapped(), FILES, "", null))).containsExactly("same");
    }

    @Test
    void aListingSpeaksOfLogicalKeysAndGoesOnWhereItEnded() {
        for (String key : new String[] {"a", "b/1", "b/2", "c", "d/1"}) {
            put(mapped(), ObjectRef.of("files", key), "x");
        }
        put(mapped(), ObjectRef.of("frames", "other"), "x");

        ListPage first = list(mapped(), FILES, "", null);
        ListPage second = list(mapped(), FILES, "", first.next());

        assertThat(keys(first)).containsExactly("a");
        assertThat(first.prefixes()).containsExactly("b/");
        assertThat(Objects.requireNonNull(first.next()).key()).isEqualTo("b/");
        assertThat(keys(second)).containsExactly("c");
        assertThat(second.prefixes()).containsExactly("d/");
        assertThat(second.next()).isNull();
        assertThat(keys(list(mapped(), FILES, "b/", null))).containsExactly("b/1", "b/2");
    }

    @Test
    void uploadsInPartsAreTranslatedBothWays() {
        ObjectRef object = ObjectRef.of("files", "deep/large");
        MultipartUpload upload = Await.on(mapped().createMultipart(object, Attributes.NONE, true));
        Body body = Body.of(ByteBuffer.wrap(new byte[10]));

        MultipartUpload.Part part = Await.on(mapped().putPart(upload, 1, body));

        assertThat(upload.object()).isEqualTo(object);
        assertThat(Await.on(mapped().listMultipart(FILES, "deep/")))
                .extracting(pending -> pending.key().value())
                .containsExactly("deep/large");
        assertThat(Await.on(mapped().listMultipart(FRAMES, ""))).isEmpty();
        assertThat(Await.on(mapped().listParts(upload))).hasSize(1);
        Await.on(mapped().completeMultipart(
                        upload,
                        new MultipartUpload.Completion(List.of(part), null, WriteCondition.NONE, Attributes.NONE)));
        assertThat(keys(list(real(), REAL, "files/deep/", null))).containsExactly("files/deep/large");
    }

    @Test
    void copiesAndTagsGoToTheRightObject() {
        Stored stored = put(mapped(), ObjectRef.of("files", "from"), "x");

        Await.on(mapped().copy(
                        ObjectRef.of("files", "from"),
                        stored.etag(),
                        ObjectRef.of("frames", "to"),
                        WriteCondition.NONE));
        Await.on(mapped().setTags(ObjectRef.of("frames", "to"), Map.of("a", "1")));

        assertThat(Await.on(real().tags(ObjectRef.of("the-one", "frames/to")))).isEqualTo(Map.of("a", "1"));
        assertThat(Await.on(mapped().tags(ObjectRef.of("files", "from")))).isEmpty();
    }

    @Test
    void anyOtherBucketIsUnknownEvenWhenTheStoreHasIt() {
        for (String name : new String[] {"the-one", "nowhere"}) {
            BucketName bucket = new BucketName(name);
            ObjectRef object = new ObjectRef(bucket, new ObjectKey("a"));
            assertThat(Await.failure(mapped().head(object, ReadCondition.NONE)).code())
                    .isEqualTo(FaultCode.BUCKET_NOT_FOUND);
            assertThat(Await.failure(mapped().list(new ListQuery(bucket, "", null, null, 1)))
                            .code())
                    .isEqualTo(FaultCode.BUCKET_NOT_FOUND);
            assertThat(Await.failure(mapped().ping(bucket)).code()).isEqualTo(FaultCode.BUCKET_NOT_FOUND);
        }
    }

    @Test
    void aBucketIsNotReadyUntilItIsMadeSureOf() {
        ObjectStore early = new MappedStore(real(), BucketDirectory.each(Set.of(FILES), Map.of()));
        ObjectRef object = ObjectRef.of("files", "a");
        Body body = Body.of(ByteBuffer.wrap(new byte[1]));

        for (Uni<?> call : List.of(
                early.put(object, Attributes.NONE, WriteCondition.NONE, body),
                early.createMultipart(object, Attributes.NONE, true),
                early.delete(object, WriteCondition.NONE),
                early.get(object, ByteRange.all(), 1, ReadCondition.NONE),
                early.list(new ListQuery(FILES, "", null, null, 1)))) {
            assertThat(Await.failure(call).code()).isEqualTo(FaultCode.BUCKET_NOT_READY);
        }
        Await.on(early.ensureBucket(FILES));
        put(early, object, "x");
    }

    @Test
    void aLogicalBucketMayHaveARealOneOfAnotherName() {
        BucketDirectory directory = BucketDirectory.each(Set.of(FILES, FRAMES), Map.of(FRAMES, new BucketName("cams")));
        ObjectStore each = new MappedStore(real(), directory);
        for (BucketName bucket : List.of(FILES, FRAMES)) {
            Await.on(each.ensureBucket(bucket));
            put(each, new ObjectRef(bucket, new ObjectKey("k")), "x");
        }

        assertThat(keys(list(real(), new BucketName("cams"), "", null))).containsExactly("k");
        assertThat(keys(list(real(), FILES, "", null))).containsExactly("k");
        assertThat(keys(list(each, FRAMES, "", null))).containsExactly("k");
    }
}
