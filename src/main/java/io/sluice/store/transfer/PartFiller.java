package io.sluice.store.transfer;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.Lease;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Body;
import io.sluice.store.MultipartUpload;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens the parts of one upload and pays for them: decides whether they are held or passed through. Confined to the lane.
 *
 * <p>The first part is collected while there is spare memory. If memory runs short before it is full and the length is
 * declared, the upload is passed through to its end. If it gets full, the upload is held; of a declared length, each later
 * part that finds no memory is passed through by itself.
 */
final class PartFiller {
    private final ObjectUpload.Context context;
    private final PartPlan plan;
    private final boolean whole;
    private final Lease window;
    private final PartSender sender;
    private final Executor lane;
    private final Listener upload;

    private Way way;
    private @Nullable OpenPart current;
    private int opened;
    private boolean waiting;
    private boolean stopped;

    /** How the bytes travel. */
    enum Way {
        /** The first part is being collected; both are still possible. */
        OPEN,
        /** Parts are collected whole, then sent, as long as there is memory for them. */
        HELD,
        /** Bytes are sent on as they come. */
        PASSED
    }

    /** The upload, told on the lane. */
    interface Listener {
        /** Something became possible that was not before. */
        void step();

        void fail(Throwable failure);

        /** The object was passed through in one put. */
        void stored(Stored stored);
    }

    PartFiller(
            ObjectUpload.Context context,
            UploadRequest request,
            Lease window,
            PartSender sender,
            Executor lane,
            Listener upload) {
        this.context = context;
        this.plan = new PartPlan(request.length(), context.settings().part(), context.largestHeld());
        this.whole = plan.single() && request.condition() instanceof WriteCondition.Always;
        this.window = window;
        this.sender = sender;
        this.lane = lane;
        this.upload = upload;
        this.way = plan.known() && plan.room(1) > context.largestHeld() ? Way.PASSED : Way.OPEN;
    }

    Way way() {
        return way;
    }

    /** Whether the one put that passes the bytes through also ends the upload. */
    boolean endsByItself() {
        return way == Way.PASSED && whole;
    }

    boolean waiting() {
        return waiting;
    }

    /** The part to fill, opened if need be; null while there is no memory or no place for it. */
    @Nullable
    OpenPart current() {
        if (current == null && !waiting) {
            current = switch (way) {
                case OPEN -> held(plan.room(1), context.budget().empty());
                case HELD -> nextHeld();
                case PASSED -> sender.inFlight() == 0 ? nextPassing() : null;
            };
        }
        return current;
    }

    /** The part that is open now, if any. */
    @Nullable
    OpenPart opened() {
        return current;
    }

    /** Lets go of the open part, which is on its way from here on, and tells the way from here on. */
    void seal() {
        if (current instanceof OpenPart.Held) {
            way = Way.HELD;
        }
        current = null;
    }

    /** Gives back what the open part holds, its bytes too: the request may outlive its upload. */
    void stop(Fault why) {
        stopped = true;
        switch (current) {
            case OpenPart.Held held -> held.lease().close();
            case OpenPart.Passing passing -> passing.fail(why);
            case null -> {}
        }
        current = null;
    }

    /** Lets go of the last part, which is stored. */
    void done() {
        current = null;
    }

    /** Whether the next chunk of this part is paid for; if not, it is waited for or the part passed through. */
    boolean affords(OpenPart part) {
        return switch (part) {
            case OpenPart.Passing passing -> passing.inside() + TransferSettings.MAX_CHUNK <= window.bytes();
            case OpenPart.Held held -> paid(held) || scarce(held);
        };
    }

    private boolean paid(OpenPart.Held part) {
        long elsewhere = part.number() == 1 ? window.bytes() : 0;
        boolean growing = true;
        while (!part.paid(elsewhere) && growing) {
            growing = part.grow();
        }
        return growing;
    }

    private boolean scarce(OpenPart.Held part) {
        if (plan.known() && way == Way.OPEN) {
            return affords(passOn(part));
        }
        await(part.room(), ByteBudget.Share.SPARE, paid -> part.lease().absorb(paid));
        return false;
    }

    private OpenPart.@Nullable Held nextHeld() {
        if (opened == MultipartUpload.MAX_PARTS) {
            upload.fail(Fault.of(FaultCode.BODY_TOO_LARGE, "A body without a declared length has too many parts."));
            return null;
        }
        if (sender.inFlight() >= context.settings().partsInFlight()) {
            return null;
        }
        long room = plan.room(opened + 1);
        Lease lease = context.budget().tryAcquireSpare(room);
        if (lease != null) {
            return held(room, lease);
        }
        if (sender.inFlight() == 0 && plan.known()) {
            await(
                    Body.Streamed.FRAMING,
                    ByteBudget.Share.FLOOR,
                    paid -> current = passing(++opened, room, paid, paid.bytes()));
        } else if (sender.inFlight() == 0) {
            await(room, ByteBudget.Share.SPARE, paid -> current = held(room, paid));
        }
        return null;
    }

    private OpenPart.Held held(long room, Lease lease) {
        return new OpenPart.Held(++opened, room, lease, HeldBytes.of(room, context.slabs()));
    }

    private OpenPart.Passing nextPassing() {
        opened++;
        return passing(opened, plan.room(opened), context.budget().empty(), 0);
    }

    /** From now on this upload is passed through, beginning with what it has collected. */
    private OpenPart.Passing passOn(OpenPart.Held part) {
        way = Way.PASSED;
        OpenPart.Passing passing = passing(part.number(), part.held() + part.room(), part.lease(), 0);
        current = passing;
        part.chunks().forEach(passing::add);
        return passing;
    }

    /**
     * A part that is on its way to the store from its first byte.
     *
     * @param kept how much of the lease stays until the part is stored
     */
    private OpenPart.Passing passing(int number, long size, Lease lease, long kept) {
        AtomicReference<OpenPart.@Nullable Passing> self = new AtomicReference<>();
        OpenPart.Passing part = new OpenPart.Passing(
                number,
                size,
                bytes -> lane.execute(() -> {
                    lease.shrinkTo(kept + Objects.requireNonNull(self.get()).released(bytes));
                    upload.step();
                }));
        self.set(part);
        context.passed().increment();
        if (whole) {
            sender.sendWhole(part.body())
                    .whenComplete((stored, failure) -> ended(lease, failure, () -> upload.stored(stored)));
        } else {
            sender.send(number, part.body(), false).whenComplete((_, failure) -> ended(lease, failure, upload::step));
        }
        return part;
    }

    private void ended(Lease lease, @Nullable Throwable failure, Runnable then) {
        lease.close();
        if (failure != null) {
            upload.fail(failure);
        } else {
            then.run();
        }
    }

    private void await(long bytes, ByteBudget.Share share, Consumer<Lease> then) {
        waiting = true;
        context.budget()
                .acquire(bytes, share, context.settings().patience())
                .whenCompleteAsync(
                        (lease, failure) -> {
                            waiting = false;
                            if (failure != null) {
                                upload.fail(failure);
                            } else if (stopped) {
                                lease.close();
                            } else {
                                then.accept(lease);
                                upload.step();
                            }
                        },
                        lane);
    }
}
