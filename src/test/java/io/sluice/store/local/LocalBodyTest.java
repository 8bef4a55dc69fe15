package io.sluice.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.Chunks;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that are not what they were declared to be; nothing of them stays. */
class LocalBodyTest extends LocalFixture {
    @AfterEach
    void noDraftIsLeft() {
        await().untilAsserted(() -> assertThat(drafts()).isEmpty());
    }

    @Test
    void aShortBodyIsRefused() {
        assertRefused(FaultCode.LENGTH_MISMATCH, new Body.Streamed(1001, Chunks.of(noise(1000, 1), 100)));
    }

    @Test
    void aLongBodyIsRefused() {
        assertRefused(FaultCode.LENGTH_MISMATCH, new Body.Streamed(999, Chunks.of(noise(1000, 2), 100)));
        assertRefused(FaultCode.LENGTH_MISMATCH, new Body.Streamed(0, Chunks.of(noise(1, 3), 1)));
    }

    @Test
    void aHeldBodyOfAnotherLengthOrChecksumIsRefused() {
        List<ByteBuffer> chunks = List.of(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        Crc32c crc = Crc32c.of(chunks.getFirst());
        assertRefused(FaultCode.LENGTH_MISMATCH, new Body.Held(chunks, 4, crc));
        assertRefused(FaultCode.STORE_ERROR, new Body.Held(chunks, 3, new Crc32c(crc.value() + 1)));
    }

    @Test
    void theFaultOfTheSourceIsTold() {
        assertRefused(
                FaultCode.CLIENT_GONE,
                new Body.Streamed(1000, Chunks.failing(noise(500, 4), 100, Fault.of(FaultCode.CLIENT_GONE, "gone"))));
    }

    @Test
    void aBodyForAMissingBucketIsNotAskedFor() {
        var nowhere = new io.sluice.store.ObjectRef(
                new io.sluice.store.BucketName("nowhere"), new io.sluice.store.ObjectKey("k"));
        Flow.Publisher<ByteBuffer> untouched = subscriber -> {
            throw new AssertionError("subscribed to");
        };
        Uni<?> put = store().put(nowhere, Attributes.NONE, WriteCondition.NONE, new Body.Streamed(1, untouched));
        assertThat(Await.failure(put).code()).isEqualTo(FaultCode.BUCKET_NOT_FOUND);
    }

    @Test
    void oneChunkIsAskedForAtATime() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Chunks chunks = Chunks.of(noise(100_000, 5), 1000);
        Flow.Publisher<ByteBuffer> counted = subscriber -> chunks.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        most.accumulateAndGet(open.addAndGet((int) n), Math::max);
                        subscription.request(n);
                    }

                    @Override
                    public void cancel() {
                        subscription.cancel();
                    }
                });
            }

            @Override
            public void onNext(ByteBuffer item) {
                open.decrementAndGet();
                subscriber.onNext(item);
            }

            @Override
            public void onError(Throwable failure) {
                subscriber.onError(failure);
            }

            @Override
            public void onComplete() {
                subscriber.onComplete();
            }
        });
        Await.on(store().put(exactly("k"), Attributes.NONE, WriteCondition.NONE, new Body.Streamed(100_000, counted)));
        assertThat(most).hasValue(1);
    }

    @Test
    void aCancelledPutStopsItsSourceAndLeavesNothing() throws IOException {
        AtomicBoolean asked = new AtomicBoolean();
        AtomicBoolean cancelled = new AtomicBoolean();
        Flow.Publisher<ByteBuffer> silent = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                asked.set(true);
            }

            @Override
            public void cancel() {
                cancelled.set(true);
            }
        });
        Cancellable put = store().put(exactly("k"), Attributes.NONE, WriteCondition.NONE, new Body.Streamed(10, silent))
                .subscribe()
                .with(stored -> {}, failure -> {});
        await().untilTrue(asked);
        assertThat(drafts()).hasSize(1);
        put.cancel();
        await().untilTrue(cancelled);
        assertMissing(exactly("k"));
    }

    private void assertRefused(FaultCode code, Body body) {
        put(exactly("k"), "old");
        Uni<?> put = store().put(exactly("k"), Attributes.NONE, WriteCondition.NONE, body);
        assertThat(Await.failure(put).code()).isEqualTo(code);
        assertThat(text(exactly("k"))).isEqualTo("old");
    }
}
