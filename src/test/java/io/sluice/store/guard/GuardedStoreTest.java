package io.sluice.store.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Backoff;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.Chunks;
import io.sluice.store.ETag;
import io.sluice.store.ListQuery;
import io.sluice.store.MultipartUpload;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which calls are sent again when nobody knows whether they were carried out. */
class GuardedStoreTest {
    private static final int ATTEMPTS = 3;
    private static final ObjectRef OBJECT = ObjectRef.of("files", "a");
    private static final BucketName BUCKET = OBJECT.bucket();
    private static final ETag TAG = new ETag("a");
    private static final MultipartUpload UPLOAD = new MultipartUpload(OBJECT, "id", true);
    private static final WriteCondition.IfMatches IF_MATCH = WriteCondition.matches(TAG);

    private final AtomicInteger calls = new AtomicInteger();

    /** Every call fails, and may have been carried out. */
    private ObjectStore failing() {
        Uni<Object> failed = Uni.createFrom().failure(() -> {
            calls.incrementAndGet();
            return Fault.of(FaultCode.STORE_TIMEOUT, "On cue.").withUnknownEffect();
        });
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (_, _, _) -> failed);
    }

    private int attempts(Function<ObjectStore, Uni<?>> call) {
        calls.set(0);
        ObjectStore guarded = GuardedStore.retrying(
                failing(),
                ATTEMPTS,
                new Backoff(Duration.ZERO, Duration.ZERO, new Random(1)),
                (_, task) -> {
                    task.run();
                    return () -> {};
                },
                new SimpleMeterRegistry());
        assertThat(Await.failure(call.apply(guarded)).code()).isEqualTo(FaultCode.STORE_TIMEOUT);
        return calls.get();
    }

    private static Body held() {
        return Body.of(ByteBuffer.wrap(new byte[3]));
    }

    private static MultipartUpload.Completion completion(WriteCondition condition) {
        return new MultipartUpload.Completion(List.of(), null, condition, Attributes.NONE);
    }

    @Test
    void readsAreSentAgain() {
        assertThat(attempts(store -> store.head(OBJECT, ReadCondition.NONE))).isEqualTo(ATTEMPTS);
        assertThat(attempts(store -> store.get(OBJECT, ByteRange.all(), 1, ReadCondition.NONE)))
                .isEqualTo(ATTEMPTS);
        assertThat(attempts(store -> store.tags(OBJECT))).isEqualTo(ATTEMPTS);
        assertThat(attempts(store -> store.list(new ListQuery(BUCKET, "", null, null, 1))))
                .isEqualTo(ATTEMPTS);
        assertThat(attempts(store -> store.listParts(UPLOAD))).isEqualTo(ATTEMPTS);
        assertThat(attempts(store -> store.listMultipart(BUCKET, ""))).isEqualTo(ATTEMPTS);
    }

    @Test
    void writesThatDoTheSameTwiceAreSentAgain() {
        assertThat(attempts(store -> store.put(OBJECT, Attributes.NONE, WriteCondition.NONE, held())))
                .isEqualTo(ATTEMPTS);
        assertThat(attempts(store -> store.delete(OBJECT, WriteCondition.NONE))).isEqualTo(ATTEMPTS);
        assertThat(attempts(store -> store.setTags(OBJECT, Map.of()))).isEqualTo(ATTEMPTS);
        assertThat(attempts(store -> store.putPart(UPLOAD, 1, held()))).isEqualTo(ATTEMPTS);
        assertThat(attempts(store -> store.abortMultipart(UPLOAD))).isEqualTo(ATTEMPTS);
        assertThat(attempts(store -> store.ensureBucket(BUCKET))).isEqualTo(ATTEMPTS);
    }

    @Test
    void conditionalWritesAreNot() {
        for (WriteCondition condition : List.of(WriteCondition.ABSENT, IF_MATCH)) {
            assertThat(attempts(store -> store.put(OBJECT, Attributes.NONE, condition, held())))
                    .isEqualTo(1);
            assertThat(attempts(store -> store.copy(OBJECT, TAG, OBJECT, condition)))
                    .isEqualTo(1);
            assertThat(attempts(store -> store.completeMultipart(UPLOAD, completion(condition))))
                    .isEqualTo(1);
        }
        assertThat(attempts(store -> store.delete(OBJECT, IF_MATCH))).isEqualTo(1);
    }

    @Test
    void bodiesThatHavePassedAreNot() {
        Body passed = Chunks.body(new byte[3]);

        assertThat(attempts(store -> store.put(OBJECT, Attributes.NONE, WriteCondition.NONE, passed)))
                .isEqualTo(1);
        assertThat(attempts(store -> store.putPart(UPLOAD, 1, passed))).isEqualTo(1);
    }

    @Test
    void aPingIsAskedOnce() {
        assertThat(attempts(store -> store.ping(BUCKET))).isEqualTo(1);
    }
}
