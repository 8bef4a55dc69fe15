package io.sluice.store.transfer;

import io.micrometer.core.instrument.Counter;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.Lease;
import io.sluice.base.bytes.RunningDigest;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Body;
import io.sluice.store.ObjectStore;
import io.sluice.store.Stored;
import io.sluice.store.transfer.PartFiller.Way;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One upload: takes the bytes of an object in order and stores them, in one put or in parts.
 *
 * <p>While there is spare memory, parts are collected whole: several are on their way at once, and each is sent again when
 * the store stumbles. When memory is short and the length declared, bytes are passed through in a small window instead: one
 * part at a time, one attempt. An upload without a length must be collected, and waits for the memory.
 *
 * <p>Confined to the lane: every signal of its publisher comes on it, and {@link #result()} completes on it. Every chunk is
 * paid for before it is asked for, and holds at most {@link TransferSettings#MAX_CHUNK} bytes. However it ends, the result
 * comes after the store is clean and the memory given back.
 */
public final class ObjectUpload implements Flow.Subscriber<ByteBuffer> {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Context context;
    private final UploadRequest request;
    private final Lease window;
    private final PartSender sender;
    private final PartFiller filler;
    private final RunningDigest digest;
    private final CompletableFuture<Stored> result = new CompletableFuture<>();

    private Flow.@Nullable Subscription source;
    private ByteBuffer carry = NOTHING;
    private long received;
    private boolean asked;
    private boolean sourceDone;
    private boolean completing;
    private boolean ended;

    /** What all uploads of a process share. */
    record Context(ObjectStore store, Uploads.Memory memory, TransferSettings settings, Counter held, Counter passed) {
        ByteBudget budget() {
            return memory.budget();
        }

        Slabs slabs() {
            return memory.slabs();
        }

        long largestHeld() {
            return Math.max(settings.part(), budget().spareCapacity() / 2);
        }
    }

    /** @param window is this upload's to close */
    ObjectUpload(Context context, UploadRequest request, Lease window, Executor lane) {
        this.context = context;
        this.request = request;
        this.window = window;
        this.sender = new PartSender(context.store(), request, lane);
        this.filler = new PartFiller(context, request, window, sender, lane, new FillerListener());
        this.digest = new RunningDigest(request.expected());
    }

    private final class FillerListener implements PartFiller.Listener {
        @Override
        public void step() {
            ObjectUpload.this.step();
        }

        @Override
        public void fail(Throwable failure) {
            ObjectUpload.this.fail(failure);
        }

        @Override
        public void stored(Stored stored) {
            succeed(stored);
        }
    }

    /** The stored object, or why there is none; completes once, on the lane. */
    public CompletionStage<Stored> result() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        step();
    }

    @Override
    public void onNext(ByteBuffer chunk) {
        if (ended) {
            return;
        }
        if (!asked) {
            fail(new IllegalStateException("a chunk came that was not asked for"));
            return;
        }
        asked = false;
        received += chunk.remaining();
        digest.update(chunk);
        carry = chunk;
        if (!known() || received < request.length()) {
            step();
        } else if (received > request.length()) {
            fail(wrongLength("The body is longer than"));
        } else if (verified()) {
            step();
        }
    }

    @Override
    public void onError(Throwable failure) {
        fail(failure);
    }

    @Override
    public void onComplete() {
        if (known() && received < request.length()) {
            fail(wrongLength("The body ended after " + received + " of"));
            return;
        }
        sourceDone = true;
        boolean verifiedBefore = known() && received > 0;
        if (verifiedBefore || verified()) {
            step();
        }
    }

    private boolean known() {
        return request.length() != UploadRequest.UNKNOWN_LENGTH;
    }

    private Fault wrongLength(String what) {
        return Fault.of(FaultCode.LENGTH_MISMATCH, what + " the declared " + request.length() + " bytes.");
    }

    /** Before the last byte goes anywhere: a store would take a complete body for good. */
    private boolean verified() {
        try {
            digest.verify();
            return true;
        } catch (Fault mismatch) {
            fail(mismatch);
            return false;
        }
    }

    /** Goes as far as it can without waiting; called again when a wait is over. */
    private void step() {
        boolean goOn = true;
        while (goOn && !ended && !filler.waiting()) {
            if (carry.hasRemaining()) {
                goOn = store();
            } else {
                goOn = false;
                if (sourceDone) {
                    finish();
                } else {
                    ask();
                }
            }
        }
    }

    private void ask() {
        boolean allThere = known() && received == request.length();
        if (asked || allThere || source == null) {
            return;
        }
        OpenPart part = filler.current();
        if (part != null && (part.full() || filler.affords(part))) {
            asked = true;
            source.request(1);
        }
    }

    /** Moves bytes from the carry into the part; false when it has to wait for one. */
    private boolean store() {
        OpenPart part = filler.current();
        if (part == null) {
            return false;
        }
        if (part.full()) {
            seal(part);
            return true;
        }
        int bytes = (int) Math.min(carry.remaining(), part.room());
        ByteBuffer chunk = carry.slice(carry.position(), bytes);
        carry.position(carry.position() + bytes);
        part.add(chunk);
        boolean moreParts = known() && request.length() > context.settings().part();
        if (part.full() && moreParts) {
            seal(part);
        }
        return true;
    }

    /** Sends a full or last part; one that is passed through is on its way already. */
    private void seal(OpenPart part) {
        filler.seal();
        if (part instanceof OpenPart.Held held) {
            context.held().increment();
            sender.send(held.number(), held.body(), true).whenComplete((_, failure) -> {
                held.sent(failure == null);
                if (failure == null) {
                    step();
                } else {
                    fail(failure);
                }
            });
        }
    }

    /** All bytes are here: sends what is left and joins the parts, once none is on its way. */
    private void finish() {
        if (completing || filler.endsByItself()) {
            return;
        }
        if (filler.way() == Way.OPEN) {
            completing = true;
            putWhole();
            return;
        }
        if (filler.opened() instanceof OpenPart.Held last && last.held() > 0) {
            seal(last);
        }
        if (sender.inFlight() == 0) {
            completing = true;
            sender.complete(digest.crc32c()).whenComplete(this::end);
        }
    }

    private void putWhole() {
        context.held().increment();
        if (filler.opened() instanceof OpenPart.Held only) {
            sender.sendWhole(only.body()).whenComplete((stored, failure) -> {
                only.sent(failure == null);
                end(stored, failure);
            });
        } else {
            sender.sendWhole(Body.of()).whenComplete(this::end);
        }
    }

    private void end(Stored stored, @Nullable Throwable failure) {
        if (failure == null) {
            succeed(stored);
        } else {
            fail(failure);
        }
    }

    private void succeed(Stored stored) {
        if (!ended) {
            ended = true;
            filler.done();
            window.close();
            result.complete(stored);
        }
    }

    private void fail(Throwable failure) {
        if (ended) {
            return;
        }
        ended = true;
        carry = NOTHING;
        Fault fault = Fault.from(failure);
        if (source != null) {
            source.cancel();
        }
        filler.stop(fault);
        sender.abort().whenComplete((_, _) -> {
            window.close();
            result.completeExceptionally(fault);
        });
    }
}
