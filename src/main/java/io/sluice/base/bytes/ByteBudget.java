package io.sluice.base.bytes;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bytes this process may hold in memory for its clients, all of them together.
 *
 * <p>Every buffered byte is paid from here by a {@link Lease} before it is asked for. The first half is <em>spare</em>:
 * it may be taken for speed (whole parts, read-ahead) by {@link #tryAcquireSpare}. The rest is kept for the small windows
 * that every transfer needs to move at all; those wait their turn by {@link #acquire}, first come, first served.
 *
 * <p>Thread-safe. Stages are completed on the thread that gave the bytes back, or on a timer's.
 */
public final class ByteBudget {
    private final long capacity;
    private final int maxWaiters;
    private final Timers timers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private long used;

    private record Waiter(long bytes, CompletableFuture<Lease> lease) {}

    /**
     * @param capacity in bytes, positive
     * @param maxWaiters how many may wait at once; one more is refused at once
     */
    public ByteBudget(long capacity, int maxWaiters, Timers timers) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("capacity must be positive, is " + capacity);
        }
        this.capacity = capacity;
        this.maxWaiters = maxWaiters;
        this.timers = timers;
    }

    public long capacity() {
        return capacity;
    }

    /** Bytes paid for and not given back. */
    public long used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for bytes now. */
    public int waiting() {
        lock.lock();
        try {
            return waiters.size();
        } finally {
            lock.unlock();
        }
    }

    /** A lease out of the spare half, or null when it is used up or somebody is waiting. */
    public @Nullable Lease tryAcquireSpare(long bytes) {
        return takeSpare(bytes) ? new Lease(this, bytes) : null;
    }

    /**
     * A lease of {@code bytes}, as soon as they are free. More than the whole budget is clamped to it, so that an oversized
     * request can go alone.
     *
     * @param patience how long to wait at most
     * @return fails with {@link FaultCode#BUDGET_EXHAUSTED} when the time is over or too many wait; a lease that comes is
     *     the caller's to close, whether it still wants it or not
     */
    public CompletionStage<Lease> acquire(long bytes, Duration patience) {
        Waiter waiter = new Waiter(Math.min(bytes, capacity), new CompletableFuture<>());
        lock.lock();
        try {
            if (waiters.isEmpty() && used + waiter.bytes <= capacity) {
                used += waiter.bytes;
                return CompletableFuture.completedStage(new Lease(this, waiter.bytes));
            }
            if (waiters.size() >= maxWaiters) {
                return CompletableFuture.failedStage(exhausted("Too many requests wait for memory already."));
            }
            waiters.addLast(waiter);
        } finally {
            lock.unlock();
        }
        Runnable cancel = timers.after(patience, () -> giveUp(waiter));
        return waiter.lease.whenComplete((lease, failure) -> cancel.run());
    }

    private void giveUp(Waiter waiter) {
        boolean removed;
        lock.lock();
        try {
            removed = waiters.remove(waiter);
        } finally {
            lock.unlock();
        }
        if (removed) {
            waiter.lease.completeExceptionally(exhausted("No memory became free in time."));
            release(0);
        }
    }

    boolean takeSpare(long bytes) {
        lock.lock();
        try {
            if (!waiters.isEmpty() || used + bytes > capacity / 2) {
                return false;
            }
            used += bytes;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void release(long bytes) {
        List<Waiter> served = new ArrayList<>();
        lock.lock();
        try {
            used -= bytes;
            for (Waiter next = waiters.peekFirst();
                    next != null && used + next.bytes <= capacity;
                    next = waiters.peekFirst()) {
                used += next.bytes;
                served.add(waiters.removeFirst());
            }
        } finally {
            lock.unlock();
        }
        served.forEach(waiter -> waiter.lease.complete(new Lease(this, waiter.bytes)));
    }

    private static Fault exhausted(String detail) {
        return Fault.of(FaultCode.BUDGET_EXHAUSTED, detail);
    }
}
