package io.sluice.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.Batch;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.ObjectReads;
import io.sluice.store.ReadCondition;
import io.sluice.store.WriteCondition;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads give exactly the bytes that were opened, in the memory they have, and give it back. */
class DownloadsIT extends TransferFixture {
    private static final long SEED = 20261121;

    @ParameterizedTest
    @ValueSource(longs = {1, 4, 64})
    void whateverTheMemoryTheRangeIsWhatWasAskedFor(long budgetMib) throws Exception {
        Random random = new Random(SEED + budgetMib);
        for (int round = 0; round < 10; round++) {
            byte[] bytes = noise(1 + random.nextInt(9 << 20), random);
            put(bytes);
            int first = random.nextInt(bytes.length);
            int last = first + random.nextInt(bytes.length - first);
            ByteBudget budget = budget(budgetMib * MIB);
            Downloads downloads = new Downloads(store(), budget, settings());

            byte[] read = read(open(downloads, new ByteRange.Between(first, last)), Integer.MAX_VALUE)
                    .get(60, TimeUnit.SECONDS);

            String which = "seed %d budget %d round %d".formatted(SEED, budgetMib, round);
            assertThat(read).as(which).isEqualTo(Arrays.copyOfRange(bytes, first, last + 1));
            assertThat(budget.used()).as(which).isZero();
        }
    }

    @Test
    void anEmptyObjectCompletesAtOnce() throws Exception {
        put(new byte[0]);
        ByteBudget budget = budget(4 * MIB);
        byte[] read = read(open(new Downloads(store(), budget, settings()), ByteRange.all()), 1)
                .get(10, TimeUnit.SECONDS);
        assertThat(read).isEmpty();
        assertThat(budget.used()).isZero();
    }

    @Test
    void anObjectThatIsReplacedWhileItIsReadEndsInAFailureNotInOtherBytes() {
        put(noise(8 << 20, new Random(1)));
        ByteBudget budget = budget(MIB);
        ObjectDownload download = open(new Downloads(store(), budget, settings()), ByteRange.all());
        put(noise(8 << 20, new Random(2)));
        assertThatThrownBy(() -> read(download, Integer.MAX_VALUE).get(60, TimeUnit.SECONDS))
                .hasMessageContaining(FaultCode.PRECONDITION_FAILED.wire());
        Awaitility.await().untilAsserted(() -> assertThat(budget.used()).isZero());
    }

    @Test
    void aClientThatLeavesGivesEverythingBack() {
        put(noise(8 << 20, new Random(3)));
        ByteBudget budget = budget(64 * MIB);
        CompletableFuture<byte[]> left = read(open(new Downloads(store(), budget, settings()), ByteRange.all()), 3);
        Awaitility.await().untilAsserted(() -> assertThat(left).isDone());
        Awaitility.await().untilAsserted(() -> assertThat(budget.used()).isZero());
    }

    @Test
    void aClientThatTakesNothingHoldsNoMoreThanTheReadAheadOfOne() {
        put(noise(20 << 20, new Random(4)));
        ByteBudget budget = budget(512 * MIB);
        ObjectDownload download = open(new Downloads(store(), budget, settings()), ByteRange.all());
        lane.execute(() -> download.subscribe(new Reader(1, new CompletableFuture<>(), false)));
        Awaitility.await()
                .during(300, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> assertThat(budget.used()).isLessThanOrEqualTo((128 << 10) + 2 * (256 << 10)));
        lane.execute(download::discard);
        Awaitility.await().untilAsserted(() -> assertThat(budget.used()).isZero());
    }

    @Test
    void theLastBatchStaysPaidUntilMoreIsAskedFor() {
        put(noise(10_000, new Random(5)));
        ByteBudget budget = budget(64 * MIB);
        ObjectDownload download = open(new Downloads(store(), budget, settings()), ByteRange.all());
        CompletableFuture<byte[]> ended = new CompletableFuture<>();
        Reader reader = new Reader(1, ended, false);
        lane.execute(() -> download.subscribe(reader));
        Awaitility.await()
                .during(200, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> assertThat(budget.used()).isGreaterThanOrEqualTo(10_000));
        lane.execute(() -> Objects.requireNonNull(reader.source).request(1));
        Awaitility.await().untilAsserted(() -> assertThat(budget.used()).isZero());
        assertThat(ended).isCompleted();
    }

    @Test
    void aClientWithoutConditionsNeverHearsOfOneThatFailed() throws Exception {
        put(noise(10_000, new Random(6)));
        ObjectReads withoutChecksums = new ReplacingReads(store(), () -> put(noise(20_000, new Random(7))));
        Downloads downloads = new Downloads(withoutChecksums, budget(64 * MIB), settings());

        byte[] read = read(open(downloads, ByteRange.all()), Integer.MAX_VALUE).get(10, TimeUnit.SECONDS);

        assertThat(read).isEqualTo(noise(20_000, new Random(7)));
    }

    private void put(byte[] bytes) {
        Await.on(store().put(OBJECT, Attributes.NONE, WriteCondition.NONE, Body.of(ByteBuffer.wrap(bytes))));
    }

    private ObjectDownload open(Downloads downloads, ByteRange range) {
        return Await.on(downloads.open(OBJECT, range, ReadCondition.NONE, lane));
    }

    private CompletableFuture<byte[]> read(ObjectDownload download, int batches) {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        lane.execute(() -> download.subscribe(new Reader(batches, result, true)));
        return result;
    }

    /** Takes batches one at a time, then leaves. */
    private static final class Reader implements Flow.Subscriber<Batch> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> result;
        private final boolean leaves;
        private int left;
        private Flow.@Nullable Subscription source;

        Reader(int batches, CompletableFuture<byte[]> result, boolean leaves) {
            this.left = batches;
            this.result = result;
            this.leaves = leaves;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(Batch batch) {
            batch.chunks().forEach(chunk -> write(bytes, chunk));
            batch.read().run();
            left--;
            if (left > 0) {
                Objects.requireNonNull(source).request(1);
            } else if (leaves) {
                Objects.requireNonNull(source).cancel();
                result.complete(bytes.toByteArray());
            }
        }

        @Override
        public void onError(Throwable failure) {
            result.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            result.complete(bytes.toByteArray());
        }
    }
}
