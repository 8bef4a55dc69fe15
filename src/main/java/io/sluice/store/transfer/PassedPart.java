package io.sluice.store.transfer;

import io.sluice.base.bytes.RunningDigest;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Body;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The bytes of one part on their way through: never more of them in memory than the window. Confined to the lane. */
final class PassedPart implements Flow.Subscriber<ByteBuffer> {
    private final PartUploads.Coming coming;
    private final long window;
    private final Executor lane;
    private final @Nullable RunningDigest digest;
    private OpenPart.@Nullable Passing part;
    private Flow.@Nullable Subscription source;
    private int asked;
    private boolean over;

    PassedPart(PartUploads.Coming coming, long window, Executor lane) {
        this.coming = coming;
        this.digest =
                coming.expected().equals(RunningDigest.Expected.NOTHING) ? null : new RunningDigest(coming.expected());
        this.window = window;
        this.lane = lane;
    }

    /** What the store gets; once. */
    Body.Streamed body() {
        OpenPart.Passing passing =
                new OpenPart.Passing(coming.number(), coming.length(), bytes -> lane.execute(() -> released(bytes)));
        part = passing;
        return passing.body();
    }

    /** The store has it, or will not. */
    void sent(@Nullable Throwable failure) {
        over = true;
        Flow.Subscription bytes = source;
        if (failure != null && bytes != null) {
            bytes.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        if (over) {
            subscription.cancel();
        } else {
            ask();
        }
    }

    @Override
    public void onNext(ByteBuffer chunk) {
        asked--;
        if (over || part == null) {
            return;
        }
        Fault wrong = digest == null ? null : checked(digest, chunk, part.room());
        if (wrong == null) {
            part.add(chunk);
            ask();
        } else {
            over = true;
            part.fail(wrong);
        }
    }

    /** The store takes a whole part for good, so it gets the last chunk only when all of them are what they should be. */
    private static @Nullable Fault checked(RunningDigest digest, ByteBuffer chunk, long room) {
        digest.update(chunk);
        try {
            if (chunk.remaining() >= room) {
                digest.verify();
            }
            return null;
        } catch (Fault wrong) {
            return wrong;
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!over && part != null) {
            part.fail(failure);
        }
    }

    @Override
    public void onComplete() {
        if (!over && part != null && !part.full()) {
            part.fail(Fault.of(FaultCode.LENGTH_MISMATCH, "The body is shorter than declared."));
        }
    }

    private void released(long bytes) {
        if (part != null) {
            part.released(bytes);
            ask();
        }
    }

    /** For as many chunks as there is room for, however large they come. */
    private void ask() {
        while (!over
                && source != null
                && part != null
                && !part.full()
                && part.inside() + (asked + 1L) * TransferSettings.MAX_CHUNK <= window) {
            asked++;
            source.request(1);
        }
    }
}
