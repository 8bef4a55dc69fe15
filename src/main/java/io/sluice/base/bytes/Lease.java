package io.sluice.base.bytes;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes taken from a {@link ByteBudget}, to be given back exactly once. Thread-safe; closing twice is harmless, and a
 * closed lease neither grows nor shrinks.
 */
public final class Lease implements AutoCloseable {
    private static final long CLOSED = -1;

    private final ByteBudget budget;
    private final AtomicLong bytes;

    Lease(ByteBudget budget, long bytes) {
        this.budget = budget;
        this.bytes = new AtomicLong(bytes);
    }

    /** The bytes held by this lease; 0 once closed. */
    public long bytes() {
        return Math.max(0, bytes.get());
    }

    /** Takes {@code more} bytes out of the spare half of the budget; false when there are none. */
    public boolean tryGrow(long more) {
        if (!budget.takeSpare(more)) {
            return false;
        }
        long before = bytes.getAndUpdate(held -> held == CLOSED ? CLOSED : held + more);
        if (before == CLOSED) {
            budget.release(more);
        }
        return before != CLOSED;
    }

    /** Takes over what {@code other} holds; {@code other} is closed by this. */
    public void absorb(Lease other) {
        long more = Math.max(0, other.bytes.getAndSet(CLOSED));
        long before = bytes.getAndUpdate(held -> held == CLOSED ? CLOSED : held + more);
        if (before == CLOSED) {
            budget.release(more);
        }
    }

    /** Gives back all above {@code keep} bytes. */
    public void shrinkTo(long keep) {
        long before = bytes.getAndUpdate(held -> Math.min(held, keep));
        if (before > keep) {
            budget.release(before - keep);
        }
    }

    @Override
    public void close() {
        long before = bytes.getAndSet(CLOSED);
        if (before > 0) {
            budget.release(before);
        }
    }
}
