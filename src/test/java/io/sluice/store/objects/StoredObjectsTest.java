package io.sluice.store.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.RunningDigest;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.Chunks;
import io.sluice.store.ETag;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import io.sluice.store.local.LocalObjectStore;
import io.sluice.store.transfer.Downloads;
import io.sluice.store.transfer.TransferSettings;
import io.sluice.store.transfer.UploadRequest;
import io.sluice.store.transfer.Uploads;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose an object is decides for whom it is there. */
class StoredObjectsTest {
    private static final BucketName BUCKET = new BucketName("files");
    private static final ObjectRef OBJECT = ObjectRef.of("files", "plan.txt");
    private static final Visibility ALICE = new Visibility.OwnedBy("alice");
    private static final Visibility BOB = new Visibility.OwnedBy("bob");

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final ExecutorService lane = Executors.newSingleThreadExecutor();

    @TempDir
    Path folder = Path.of("");

    private @Nullable ObjectStore opened;
    private @Nullable StoredObjects made;

    @BeforeEach
    void open() {
        ObjectStore store = new LocalObjectStore(folder, threads, TimeSource.system(), Ids.system());
        opened = store;
        Await.on(store.ensureBucket(BUCKET));
        ByteBudget budget = new ByteBudget(4 << 20, 10, (_, _) -> () -> {});
        TransferSettings settings =
                new TransferSettings(5 << 20, 1, 128 << 10, 128 << 10, 128 << 10, 1, Duration.ofSeconds(1));
        Uploads.Memory memory = new Uploads.Memory(budget, new Slabs(1 << 20));
        made = new StoredObjects(
                store,
                new Uploads(store, memory, settings, new SimpleMeterRegistry()),
                new Downloads(store, budget, settings),
                BUCKET::equals);
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
        lane.shutdownNow();
    }

    private ObjectStore store() {
        return Objects.requireNonNull(opened);
    }

    private StoredObjects objects() {
        return Objects.requireNonNull(made);
    }

    private Stored givenOneOf(String owner, String text) {
        Body body = Body.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return Await.on(store().put(OBJECT, Attributes.NONE.ownedBy(owner), WriteCondition.NONE, body));
    }

    private FaultCode failureOf(Uni<?> operation) {
        return Await.failure(operation).code();
    }

    private Uni<OpenDownload> read(Visibility whose, ReadCondition condition) {
        return objects()
                .open(new GetQuery(OBJECT, whose, new ByteRange.From(1), condition, null), lane)
                .invoke(opened -> opened.discard().run());
    }

    private Uni<Stored> write(Visibility whose, WriteCondition condition, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        UploadRequest request =
                new UploadRequest(OBJECT, Attributes.NONE, condition, bytes.length, RunningDigest.Expected.NOTHING);
        return objects().put(request, whose, lane).chain(upload -> {
            send(upload, bytes);
            return Uni.createFrom().completionStage(upload.result());
        });
    }

    private void send(OpenUpload upload, byte[] bytes) {
        lane.execute(() -> Chunks.of(bytes, 64).subscribe(upload.bytes()));
    }

    private String text() {
        var read = Await.on(store().get(OBJECT, ByteRange.all(), 100, ReadCondition.NONE));
        return StandardCharsets.UTF_8.decode(read.joined()).toString();
    }

    @Test
    void toItsOwnerAnObjectIsThere() {
        givenOneOf("alice", "secret");

        assertThat(Await.on(objects().head(OBJECT, ReadCondition.NONE, ALICE))
                        .info()
                        .owner())
                .isEqualTo("alice");
        assertThat(Await.on(read(ALICE, ReadCondition.NONE)).length()).isEqualTo(5);
        assertThat(failureOf(read(ALICE, ReadCondition.matches(new ETag("other")))))
                .isEqualTo(FaultCode.PRECONDITION_FAILED);
    }

    @Test
    void toOthersItIsNotWhateverConditionTheyAskUnder() {
        Stored stored = givenOneOf("alice", "secret");
        ReadCondition guessed = new ReadCondition(List.of(), List.of(stored.etag()), null, null);
        ReadCondition never = ReadCondition.matches(new ETag("other"));
        ReadCondition later = new ReadCondition(List.of(), List.of(), Instant.MAX, null);

        for (ReadCondition condition : List.of(ReadCondition.NONE, guessed, never, later)) {
            assertThat(failureOf(objects().head(OBJECT, condition, BOB))).isEqualTo(FaultCode.OBJECT_NOT_FOUND);
            assertThat(failureOf(read(BOB, condition))).isEqualTo(FaultCode.OBJECT_NOT_FOUND);
        }
        assertThat(objects().known(OBJECT, BOB)).isNull();
    }

    @Test
    void whatIsNotThereIsToldInTheSameWordsAsWhatIsAnothers() {
        givenOneOf("alice", "secret");
        ObjectRef absent = ObjectRef.of("files", "none.txt");

        Fault ofAnothers = Await.failure(objects().head(OBJECT, ReadCondition.NONE, BOB));
        Fault ofNone = Await.failure(objects().head(absent, ReadCondition.NONE, BOB));

        assertThat(ofAnothers.detail().replace("plan", "none")).isEqualTo(ofNone.detail());
    }

    @Test
    void noConditionTellsAStrangerWhatIsInAnObject() {
        Stored stored = givenOneOf("alice", "secret");

        for (WriteCondition condition : List.of(
                WriteCondition.NONE,
                WriteCondition.ABSENT,
                WriteCondition.matches(stored.etag()),
                WriteCondition.matches(new ETag("other")))) {
            assertThat(failureOf(objects().foresee(OBJECT, condition, BOB))).isEqualTo(FaultCode.FORBIDDEN);
        }
        assertThat(failureOf(objects().foresee(OBJECT, WriteCondition.matches(new ETag("other")), ALICE)))
                .isEqualTo(FaultCode.PRECONDITION_FAILED);
    }

    @Test
    void whatIsNobodysIsSeenByWhoSeesAllOnly() {
        Body body = Body.of(ByteBuffer.wrap(new byte[3]));
        Await.on(store().put(OBJECT, Attributes.NONE, WriteCondition.NONE, body));

        assertThat(failureOf(read(ALICE, ReadCondition.NONE))).isEqualTo(FaultCode.OBJECT_NOT_FOUND);
        assertThat(Await.on(read(Visibility.ALL, ReadCondition.NONE)).length()).isEqualTo(2);
    }

    @Test
    void nobodyReplacesOrDeletesWhatIsAnothers() {
        Stored stored = givenOneOf("alice", "secret");

        assertThat(failureOf(write(BOB, WriteCondition.NONE, "mine"))).isEqualTo(FaultCode.FORBIDDEN);
        assertThat(failureOf(write(BOB, WriteCondition.matches(stored.etag()), "mine")))
                .isEqualTo(FaultCode.FORBIDDEN);
        assertThat(failureOf(objects().delete(OBJECT, WriteCondition.NONE, BOB)))
                .isEqualTo(FaultCode.OBJECT_NOT_FOUND);
        assertThat(text()).isEqualTo("secret");
    }

    @Test
    void whoseItIsReplacesAndDeletesIt() {
        givenOneOf("alice", "old");

        Await.on(write(ALICE, WriteCondition.NONE, "new"));
        assertThat(text()).isEqualTo("new");
        givenOneOf("alice", "newer");
        Await.on(objects().delete(OBJECT, WriteCondition.NONE, ALICE));

        assertThat(failureOf(store().head(OBJECT, ReadCondition.NONE))).isEqualTo(FaultCode.OBJECT_NOT_FOUND);
    }

    @Test
    void whoComesBetweenTheLookAndTheWriteIsNotReplaced() {
        UploadRequest request =
                new UploadRequest(OBJECT, Attributes.NONE, WriteCondition.NONE, 4, RunningDigest.Expected.NOTHING);

        OpenUpload upload = Await.on(objects().put(request, BOB, lane));
        givenOneOf("alice", "secret");
        send(upload, new byte[4]);

        assertThat(failureOf(Uni.createFrom().completionStage(upload.result()))).isEqualTo(FaultCode.WRITE_CONFLICT);
        assertThat(text()).isEqualTo("secret");
    }

    @Test
    void aWriteOfAnotherKindReplacesNobodyWhoComesBetweenEither() {
        Uni<Stored> written = objects().replacing(OBJECT, BOB, condition -> {
            givenOneOf("alice", "secret");
            return store().put(OBJECT, Attributes.NONE, condition, Body.of(ByteBuffer.wrap(new byte[4])));
        });

        assertThat(failureOf(written)).isEqualTo(FaultCode.WRITE_CONFLICT);
        assertThat(text()).isEqualTo("secret");
    }
}
