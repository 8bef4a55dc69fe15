package io.sluice.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.Lease;
import io.sluice.base.bytes.RunningDigest.Expected;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.telemetry.Meters;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.sluice.store.ReadCondition;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads store what was sent, in the memory they have, and give it back. */
class UploadsIT extends TransferFixture {
    private static final long SEED = 20261121;

    @ParameterizedTest
    @ValueSource(longs = {1, 12, 64, 512})
    void whateverTheMemoryAndTheChunksTheObjectIsWhatWasSent(long budgetMib) throws Exception {
        Random random = new Random(SEED + budgetMib);
        for (int round = 0; round < 12; round++) {
            byte[] bytes = noise(random.nextInt(23 << 20), random);
            boolean declared = budgetMib < 12 || random.nextBoolean();
            WriteCondition condition = random.nextBoolean() ? WriteCondition.NONE : WriteCondition.ABSENT;
            Await.on(store().delete(OBJECT, WriteCondition.NONE));
            ByteBudget budget = budget(budgetMib * MIB);
            Uploads uploads = new Uploads(store(), new Uploads.Memory(budget, new Slabs(1 << 20)), settings(), meters);

            Stored stored = upload(
                            uploads,
                            request(
                                    declared ? bytes.length : UploadRequest.UNKNOWN_LENGTH,
                                    condition,
                                    Expected.NOTHING),
                            source(bytes, cuts(bytes.length, random), null))
                    .get(60, TimeUnit.SECONDS);

            String which = "seed %d budget %d round %d length %d".formatted(SEED, budgetMib, round, bytes.length);
            assertThat(stored.crc32c()).as(which).isEqualTo(crc(bytes));
            assertThat(stored()).as(which).isEqualTo(bytes);
            assertThat(budget.used()).as(which).isZero();
            assertNothingLeft();
        }
    }

    @Test
    void shortMemoryPassesBytesThroughAndAmpleMemoryHoldsThem() throws Exception {
        byte[] bytes = noise(3 << 20, new Random(SEED));
        UploadRequest request = request(bytes.length, WriteCondition.NONE, Expected.NOTHING);

        upload(
                        new Uploads(store(), new Uploads.Memory(budget(MIB), new Slabs(1 << 20)), settings(), meters),
                        request,
                        source(bytes, even(bytes.length), null))
                .get(60, TimeUnit.SECONDS);
        assertThat(parts("passed")).isEqualTo(1);
        assertThat(parts("held")).isZero();

        upload(
                        new Uploads(
                                store(), new Uploads.Memory(budget(64 * MIB), new Slabs(1 << 20)), settings(), meters),
                        request,
                        source(bytes, even(bytes.length), null))
                .get(60, TimeUnit.SECONDS);
        assertThat(parts("held")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 64})
    void aWrongDigestStoresNothing(long budgetMib) {
        for (int length : new int[] {1000, 3 << 20, 12 << 20}) {
            byte[] bytes = noise(length, new Random(SEED));
            ByteBudget budget = budget(budgetMib * MIB);
            CompletableFuture<Stored> result = upload(
                    new Uploads(store(), new Uploads.Memory(budget, new Slabs(1 << 20)), settings(), meters),
                    request(length, WriteCondition.NONE, new Expected(crc(new byte[1]), null)),
                    source(bytes, even(length), null));
            assertFault(result, FaultCode.DIGEST_MISMATCH);
            assertMissing();
            assertThat(budget.used()).isZero();
            assertNothingLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 64})
    void aBrokenSourceStoresNothingWhereverItBreaks(long budgetMib) {
        Random random = new Random(SEED);
        byte[] bytes = noise(17 << 20, random);
        for (int round = 0; round < 15; round++) {
            List<Integer> cuts = cuts(random.nextInt(bytes.length), random);
            ByteBudget budget = budget(budgetMib * MIB);
            CompletableFuture<Stored> result = upload(
                    new Uploads(store(), new Uploads.Memory(budget, new Slabs(1 << 20)), settings(), meters),
                    request(bytes.length, WriteCondition.NONE, Expected.NOTHING),
                    source(bytes, cuts, Fault.of(FaultCode.CLIENT_GONE, "cut")));
            assertFault(result, FaultCode.CLIENT_GONE);
            assertMissing();
            assertThat(budget.used()).as("seed %d round %d", SEED, round).isZero();
            assertNothingLeft();
        }
    }

    @Test
    void aConditionThatFailsAtTheEndLeavesTheOldObject() throws Exception {
        byte[] old = noise(10, new Random(1));
        byte[] bytes = noise(12 << 20, new Random(2));
        Uploads uploads =
                new Uploads(store(), new Uploads.Memory(budget(64 * MIB), new Slabs(1 << 20)), settings(), meters);
        upload(uploads, request(10, WriteCondition.NONE, Expected.NOTHING), source(old, List.of(10), null))
                .get(60, TimeUnit.SECONDS);

        CompletableFuture<Stored> second = upload(
                uploads,
                request(bytes.length, WriteCondition.ABSENT, Expected.NOTHING),
                source(bytes, even(bytes.length), null));

        assertFault(second, FaultCode.PRECONDITION_FAILED);
        assertThat(stored()).isEqualTo(old);
        assertNothingLeft();
    }

    @Test
    void anUploadWithoutALengthThatFindsNoMemoryIsRefused() {
        ByteBudget budget = budget(4 * MIB);
        byte[] bytes = noise(12 << 20, new Random(SEED));
        var taken = Objects.requireNonNull(budget.tryAcquireSpare(2 * MIB));
        TransferSettings impatient =
                new TransferSettings(5 * (int) MIB, 3, 128 << 10, 256 << 10, 1 << 20, 3, Duration.ofMillis(100));
        CompletableFuture<Stored> result = upload(
                new Uploads(store(), new Uploads.Memory(budget, new Slabs(1 << 20)), impatient, meters),
                request(UploadRequest.UNKNOWN_LENGTH, WriteCondition.NONE, Expected.NOTHING),
                source(bytes, even(bytes.length), null));
        assertFault(result, FaultCode.BUDGET_EXHAUSTED);
        taken.close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void anUploadWithALengthWhoseNextPartFindsNoMemoryPassesItThrough() throws Exception {
        ByteBudget budget = budget(16 * MIB);
        byte[] bytes = noise(17 << 20, new Random(SEED));
        List<Lease> taken = new ArrayList<>();
        TransferSettings impatient =
                new TransferSettings(5 * (int) MIB, 1, 128 << 10, 256 << 10, 1 << 20, 3, Duration.ofMillis(100));
        Stored stored = upload(
                        new Uploads(store(), new Uploads.Memory(budget, new Slabs(1 << 20)), impatient, meters),
                        request(bytes.length, WriteCondition.ABSENT, Expected.NOTHING),
                        watchedSource(bytes, even(bytes.length), at -> {
                            if (at == 6 * MIB) {
                                budget.acquire(8 * MIB, ByteBudget.Share.FLOOR, Duration.ZERO)
                                        .thenAccept(taken::add);
                            } else if (at == 13 * MIB) {
                                taken.getFirst().close();
                            }
                        }))
                .get(60, TimeUnit.SECONDS);

        assertThat(stored.crc32c()).isEqualTo(crc(bytes));
        assertThat(stored()).isEqualTo(bytes);
        assertThat(parts("passed")).isEqualTo(1);
        assertThat(parts("held")).isEqualTo(3);
        assertThat(budget.used()).isZero();
        assertNothingLeft();
    }

    private double parts(String way) {
        return meters.get(Meters.UPLOAD_PARTS).tag("way", way).counter().count();
    }

    private void assertMissing() {
        assertThat(Await.failure(store().head(OBJECT, ReadCondition.NONE)).code())
                .isEqualTo(FaultCode.OBJECT_NOT_FOUND);
    }

    private void assertNothingLeft() {
        assertThat(Await.on(store().listMultipart(new BucketName("files"), ""))).isEmpty();
    }

    private static void assertFault(CompletableFuture<Stored> result, FaultCode code) {
        assertThatThrownBy(() -> result.get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(Fault.class)
                .hasMessageContaining(code.wire());
    }

    private static List<Integer> even(int length) {
        List<Integer> cuts = new ArrayList<>();
        for (int rest = length; rest > 0; rest -= 64 << 10) {
            cuts.add(Math.min(rest, 64 << 10));
        }
        return cuts;
    }

    /** Mostly large chunks, some tiny ones. */
    private static List<Integer> cuts(int length, Random random) {
        List<Integer> cuts = new ArrayList<>();
        int rest = length;
        while (rest > 0) {
            int bound = random.nextInt(10) == 0 ? 100 : 64 << 10;
            int size = Math.min(rest, 1 + random.nextInt(bound));
            cuts.add(size);
            rest -= size;
        }
        return cuts;
    }
}
