package io.sluice.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.RunningDigest.Expected;
import io.sluice.base.bytes.Sha256;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.MultipartUpload;
import io.sluice.store.MultipartUpload.Completion;
import io.sluice.store.MultipartUpload.Part;
import io.sluice.store.WriteCondition;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts pass through, in a window of memory that is paid for and given back. */
class PartUploadsIT extends TransferFixture {
    private static final long SEED = 20261127;

    private final ByteBudget budget = budget(4 * MIB);

    private MultipartUpload begun() {
        return Await.on(store().createMultipart(OBJECT, Attributes.NONE, true));
    }

    private CompletableFuture<Part> send(
            MultipartUpload upload, int number, long length, Flow.Publisher<java.nio.ByteBuffer> bytes) {
        return send(upload, new PartUploads.Coming(number, length, Expected.NOTHING), bytes);
    }

    private CompletableFuture<Part> send(
            MultipartUpload upload, PartUploads.Coming coming, Flow.Publisher<java.nio.ByteBuffer> bytes) {
        return new PartUploads(store(), budget, settings())
                .open(upload, coming, lane)
                .thenComposeAsync(
                        open -> {
                            bytes.subscribe(open.bytes());
                            return open.result();
                        },
                        lane)
                .toCompletableFuture();
    }

    private static List<Integer> cuts(int length, Random random) {
        List<Integer> cuts = new ArrayList<>();
        for (int left = length; left > 0; left -= cuts.getLast()) {
            cuts.add(Math.min(left, 1 + random.nextInt(TransferSettings.MAX_CHUNK)));
        }
        return cuts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 128 << 10, 7 << 20})
    void aPartIsWhatWasSentAndItsMemoryIsGivenBack(int length) throws Exception {
        Random random = new Random(SEED + length);
        byte[] bytes = noise(length, random);
        MultipartUpload upload = begun();

        Part part = send(upload, 1, length, source(bytes, cuts(length, random), null))
                .get(60, TimeUnit.SECONDS);
        Await.on(store().completeMultipart(
                        upload, new Completion(List.of(part), null, WriteCondition.NONE, Attributes.NONE)));

        assertThat(part.size()).isEqualTo(length);
        assertThat(part.crc32c()).isEqualTo(crc(bytes));
        assertThat(stored()).as("seed %d", SEED).isEqualTo(bytes);
        assertThat(budget.used()).isZero();
    }

    @Test
    void noMoreIsAskedForThanFitsIntoTheWindow() throws Exception {
        byte[] bytes = noise(7 << 20, new Random(SEED));
        AtomicLong most = new AtomicLong();

        send(
                        begun(),
                        1,
                        bytes.length,
                        watchedSource(
                                bytes,
                                cuts(bytes.length, new Random(SEED)),
                                _ -> most.accumulateAndGet(budget.used(), Math::max)))
                .get(60, TimeUnit.SECONDS);

        assertThat(most.get()).isBetween(1L, settings().window() + io.sluice.store.Body.Streamed.FRAMING);
    }

    @Test
    void aSenderThatGoesAwayLeavesNoPartAndNoMemoryTaken() {
        byte[] bytes = noise(1 << 20, new Random(SEED));
        MultipartUpload upload = begun();
        Fault gone = Fault.of(FaultCode.CLIENT_GONE, "On cue.");

        assertThat(failure(send(upload, 1, bytes.length, source(bytes, List.of(1000), gone))))
                .isEqualTo(FaultCode.CLIENT_GONE);
        assertThat(failure(send(upload, 1, bytes.length, source(bytes, List.of(1000), null))))
                .isEqualTo(FaultCode.LENGTH_MISMATCH);

        assertThat(Await.on(store().listParts(upload))).isEmpty();
        assertThat(budget.used()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 1 << 20})
    void aPartIsStoredOnlyWhenItIsWhatItClaims(int length) throws Exception {
        byte[] bytes = noise(length, new Random(SEED));
        List<Integer> cuts = cuts(length, new Random(SEED));
        Expected right = new Expected(crc(bytes), Base64.getEncoder().encodeToString(Sha256.of(bytes)));
        Expected wrong = new Expected(crc(new byte[] {1, 2, 3}), null);
        MultipartUpload upload = begun();

        assertThat(failure(send(upload, new PartUploads.Coming(1, length, wrong), source(bytes, cuts, null))))
                .isEqualTo(FaultCode.DIGEST_MISMATCH);
        assertThat(Await.on(store().listParts(upload))).isEmpty();
        send(upload, new PartUploads.Coming(1, length, right), source(bytes, cuts, null))
                .get(60, TimeUnit.SECONDS);

        assertThat(Await.on(store().listParts(upload))).hasSize(1);
        assertThat(budget.used()).isZero();
    }

    @Test
    void anUploadThatIsNotThereIsTold() {
        MultipartUpload upload = begun();
        Await.on(store().abortMultipart(upload));
        byte[] bytes = noise(1 << 20, new Random(SEED));

        assertThat(failure(send(upload, 1, bytes.length, source(bytes, cuts(bytes.length, new Random(SEED)), null))))
                .isEqualTo(FaultCode.UPLOAD_NOT_FOUND);
        assertThat(budget.used()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, PartUploads.LARGEST + 1})
    void aPartOfNoOrTooManyBytesIsRefused(long length) {
        assertThat(failure(send(begun(), 1, length, source(new byte[0], List.of(), null))))
                .isIn(FaultCode.INVALID_HEADER, FaultCode.BODY_TOO_LARGE);
        assertThat(budget.used()).isZero();
    }

    private static FaultCode failure(CompletableFuture<Part> sent) {
        try {
            sent.get(60, TimeUnit.SECONDS);
            throw new AssertionError("the part was to fail");
        } catch (ExecutionException failed) {
            return Fault.from(failed).code();
        } catch (Exception late) {
            throw new AssertionError(late);
        }
    }
}
