package io.sluice.store.transfer;

import io.micrometer.core.instrument.Counter;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.Lease;
import io.sluice.base.bytes.RunningDigest;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Body;
import io.sluice.store.ObjectStore;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One upload: takes the bytes of an object in order and stores them, in one put or in parts.
 *
 * <p>The first part is collected while there is spare memory for it. An upload that gets its first part whole goes on so:
 * parts in memory, several on their way at once, each sent again when the store stumbles. One that does not, and whose length
 * is declared, is passed through in a small window from then on: one part at a time, one attempt. An upload without a length
 * must be collected, and waits for the memory.
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
    private final Executor lane;
    private final PartPlan plan;
    private final PartSender sender;
    private final RunningDigest digest;
    private final CompletableFuture<Stored> result = new CompletableFuture<>();

    private Way way;
    private Flow.@Nullable Subscription source;
    private @Nullable OpenPart current;
    private ByteBuffer carry = NOTHING;
    private int opened;
    private long received;
    private boolean asked;
    private boolean waiting;
    private boolean sourceDone;
    private boolean completing;
    private boolean ended;

    /** How the bytes travel. */
    private enum Way {
        /** The first part is being collected; both are still possible. */
        OPEN,
        /** Parts are collected whole, then sent. */
        HELD,
        /** Bytes are sent on as they come. */
        PASSED
    }

    /** What all uploads of a process share. */
    record Context(ObjectStore store, ByteBudget budget, TransferSettings settings, Counter held, Counter passed) {
        long largestHeld() {
            return Math.max(settings.part(), budget.spareCapacity() / 2);
        }
    }

    /** @param window is this upload's to close */
    ObjectUpload(Context context, UploadRequest request, Lease window, Executor lane) {
        this.context = context;
        this.request = request;
        this.window = window;
        this.lane = lane;
        this.plan = new PartPlan(request.length(), context.settings().part(), context.largestHeld());
        this.sender = new PartSender(context.store(), request, lane);
        this.digest = new RunningDigest(request.expected());
        this.way = plan.known() && plan.room(1) > context.largestHeld() ? Way.PASSED : Way.OPEN;
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
        asked = false;
        if (ended) {
            return;
        }
        received += chunk.remaining();
        digest.update(chunk);
        carry = chunk;
        if (received > request.length() && plan.known()) {
            fail(Fault.of(
                    FaultCode.LENGTH_MISMATCH, "The body is longer than the declared " + request.length() + " bytes."));
        } else if (received < request.length() || !plan.known() || verified()) {
            step();
        }
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

    @Override
    public void onError(Throwable failure) {
        fail(failure);
    }

    @Override
    public void onComplete() {
        if (plan.known() && received < request.length()) {
            fail(Fault.of(
                    FaultCode.LENGTH_MISMATCH,
                    "The body ended after " + received + " of the declared " + request.length() + " bytes."));
            return;
        }
        sourceDone = true;
        boolean verifiedBefore = plan.known() && received > 0;
        if (verifiedBefore || verified()) {
            step();
        }
    }

    /** Goes as far as it can without waiting; called again when a wait is over. */
    private void step() {
        boolean goOn = true;
        while (goOn && !ended && !waiting) {
            if (carry.hasRemaining()) {
                goOn = store();
            } else if (sourceDone) {
                finish();
                goOn = false;
            } else {
                ask();
                goOn = false;
            }
        }
    }

    private void ask() {
        boolean allThere = plan.known() && received == request.length();
        if (asked || allThere || source == null) {
            return;
        }
        OpenPart part = current();
        if (part != null && (part.full() || affords(part))) {
            asked = true;
            source.request(1);
        }
    }

    /** Moves bytes from the carry into the part; false when it has to wait for one. */
    private boolean store() {
        OpenPart part = current();
        if (part == null) {
            return false;
        }
        if (part.full()) {
            seal(part);
            return true;
        }
        int bytes = (int) Math.min(carry.remaining(), part.room());
        part.add(carry.slice(carry.position(), bytes));
        carry.position(carry.position() + bytes);
        if (part.full() && plan.known() && !plan.single()) {
            seal(part);
        }
        return true;
    }

    private @Nullable OpenPart current() {
        if (current == null) {
            current = switch (way) {
                case OPEN ->
                    new OpenPart.Held(
                            ++opened, plan.room(opened), context.budget().empty());
                case HELD -> nextHeld();
                case PASSED -> sender.inFlight() == 0 ? nextPassing() : null;
            };
        }
        return current;
    }

    private OpenPart.Passing nextPassing() {
        opened++;
        return passing(opened, plan.room(opened), context.budget().empty());
    }

    private OpenPart.@Nullable Held nextHeld() {
        if (sender.inFlight() >= context.settings().partsInFlight()) {
            return null;
        }
        long room = plan.room(opened + 1);
        Lease lease = context.budget().tryAcquireSpare(room);
        if (lease != null) {
            return new OpenPart.Held(++opened, room, lease);
        }
        if (sender.inFlight() == 0) {
            await(room, paid -> current = new OpenPart.Held(++opened, room, paid));
        }
        return null;
    }

    /** Whether the next chunk of this part is paid for; if not, it is waited for or the part passed through. */
    private boolean affords(OpenPart part) {
        return switch (part) {
            case OpenPart.Passing passing -> passing.inside() + TransferSettings.MAX_CHUNK <= window.bytes();
            case OpenPart.Held held -> {
                long elsewhere = held.number() == 1 ? window.bytes() : 0;
                while (!held.paid(elsewhere)) {
                    if (!held.grow()) {
                        yield scarce(held);
                    }
                }
                yield true;
            }
        };
    }

    private boolean scarce(OpenPart.Held part) {
        if (plan.known() && way == Way.OPEN) {
            return affords(passOn(part));
        }
        await(part.room(), paid -> part.lease().absorb(paid));
        return false;
    }

    private void await(long bytes, Consumer<Lease> then) {
        waiting = true;
        context.budget()
                .acquire(bytes, ByteBudget.Share.SPARE, context.settings().patience())
                .whenCompleteAsync(
                        (lease, failure) -> {
                            waiting = false;
                            if (failure != null) {
                                fail(failure);
                            } else if (ended) {
                                lease.close();
                            } else {
                                then.accept(lease);
                                step();
                            }
                        },
                        lane);
    }

    /** From now on this upload is passed through, beginning with what it has collected. */
    private OpenPart.Passing passOn(OpenPart.Held part) {
        way = Way.PASSED;
        OpenPart.Passing passing = passing(part.number(), part.held() + part.room(), part.lease());
        current = passing;
        part.chunks().forEach(passing::add);
        return passing;
    }

    /** A part that is on its way to the store from its first byte. */
    private OpenPart.Passing passing(int number, long size, Lease lease) {
        AtomicReference<OpenPart.@Nullable Passing> self = new AtomicReference<>();
        OpenPart.Passing part = new OpenPart.Passing(
                number,
                size,
                lease,
                bytes -> lane.execute(() -> {
                    Objects.requireNonNull(self.get()).released(bytes);
                    step();
                }));
        self.set(part);
        context.passed().increment();
        if (plan.single() && request.condition() instanceof WriteCondition.Always) {
            sender.sendWhole(part.body()).whenComplete((stored, failure) -> {
                lease.close();
                end(stored, failure);
            });
        } else {
            sender.send(number, part.body(), false).whenComplete((_, failure) -> settled(lease, failure));
        }
        return part;
    }

    /** Sends a full or last part; the next one opens when it is needed. */
    private void seal(OpenPart part) {
        current = null;
        if (part instanceof OpenPart.Held held) {
            way = Way.HELD;
            context.held().increment();
            sender.send(held.number(), held.body(), true).whenComplete((_, failure) -> settled(held.lease(), failure));
        }
    }

    private void settled(Lease lease, @Nullable Throwable failure) {
        lease.close();
        if (failure != null) {
            fail(failure);
        } else {
            step();
        }
    }

    /** All bytes are here: sends what is left and joins the parts, once none is on its way. */
    private void finish() {
        boolean whole = plan.single() && request.condition() instanceof WriteCondition.Always;
        if (completing || (way == Way.PASSED && whole)) {
            return;
        }
        if (way == Way.OPEN) {
            completing = true;
            putWhole();
            return;
        }
        if (current instanceof OpenPart.Held last && last.held() > 0) {
            seal(last);
        }
        if (sender.inFlight() == 0) {
            completing = true;
            sender.complete(digest.crc32c()).whenComplete(this::end);
        }
    }

    private void putWhole() {
        if (current instanceof OpenPart.Held only) {
            context.held().increment();
            sender.sendWhole(only.body()).whenComplete((stored, failure) -> {
                only.lease().close();
                end(stored, failure);
            });
        } else {
            sender.sendWhole(Body.of()).whenComplete(this::end);
        }
    }

    private void end(@Nullable Stored stored, @Nullable Throwable failure) {
        if (stored == null || failure != null) {
            fail(failure == null ? new IllegalStateException("neither stored nor failed") : failure);
        } else if (!ended) {
            ended = true;
            window.close();
            result.complete(stored);
        }
    }

    private void fail(Throwable failure) {
        if (ended) {
            return;
        }
        ended = true;
        if (source != null) {
            source.cancel();
        }
        switch (current) {
            case OpenPart.Held held -> held.lease().close();
            case OpenPart.Passing passing -> passing.fail(Fault.from(failure));
            case null -> {}
        }
        sender.abort().whenComplete((_, _) -> {
            window.close();
            result.completeExceptionally(Fault.from(failure));
        });
    }
}
