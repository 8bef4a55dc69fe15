package io.sluice.store.transfer;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.RunningDigest;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Body;
import io.sluice.store.MultipartUpload;
import io.sluice.store.MultipartWrites;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** Passes single parts of uploads that somebody else has begun, and will end, through to the store. Thread-safe. */
public final class PartUploads {
    /** S3's bound, in bytes. */
    public static final long LARGEST = 5L << 30;

    private final MultipartWrites store;
    private final ByteBudget budget;
    private final TransferSettings settings;

    /**
     * A part that is being stored.
     *
     * @param bytes where its bytes go, on the lane it was opened with
     * @param result the stored part, or why there is none; on the lane
     */
    public record Open(Flow.Subscriber<ByteBuffer> bytes, CompletionStage<MultipartUpload.Part> result) {}

    public PartUploads(MultipartWrites store, ByteBudget budget, TransferSettings settings) {
        this.store = store;
        this.budget = budget;
        this.settings = settings;
    }

    /**
     * A part that comes.
     *
     * @param length in bytes, 1 to {@link #LARGEST}
     * @param expected digests that the bytes must have, or it is not stored
     */
    public record Coming(int number, long length, RunningDigest.Expected expected) {}

    /**
     * Pays for what the part holds in memory; no byte need be asked for before that. Subscribe the result to the bytes, or they stay
     * paid for.
     *
     * @param lane runs one task after another, never one within another
     * @return fails with {@code budget-exhausted}, {@code invalid-header}, {@code body-too-large}; completes on any thread. The result
     *     fails with {@code digest-mismatch}, and as the store does
     */
    public CompletionStage<Open> open(MultipartUpload upload, Coming coming, Executor lane) {
        long length = coming.length();
        if (length < 1) {
            return CompletableFuture.failedStage(
                    Fault.of(FaultCode.INVALID_HEADER, "A part has bytes, and a Content-Length that says how many."));
        }
        if (length > LARGEST) {
            return CompletableFuture.failedStage(
                    Fault.of(FaultCode.BODY_TOO_LARGE, "A part has at most " + LARGEST + " bytes."));
        }
        long window = Math.min(settings.window(), Math.max(length, TransferSettings.MAX_CHUNK));
        return budget.acquire(window + Body.Streamed.FRAMING, ByteBudget.Share.FLOOR, settings.patience())
                .thenApply(lease -> {
                    PassedPart part = new PassedPart(coming, window, lane);
                    CompletionStage<MultipartUpload.Part> sent = store.putPart(upload, coming.number(), part.body())
                            .subscribeAsCompletionStage()
                            .whenCompleteAsync(
                                    (_, failure) -> {
                                        part.sent(failure);
                                        lease.close();
                                    },
                                    lane);
                    return new Open(part, sent);
                });
    }
}
