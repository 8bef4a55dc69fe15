package io.sluice.base.bytes;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bytes this process may hold in memory for its clients, all of them together.
 *
 * <p>Every buffered byte is paid from here by a {@link Lease} before it is asked for. The first half is {@link Share#SPARE}:
 * it is taken for speed (whole parts, read-ahead). The rest is {@link Share#FLOOR}, kept for the small windows that every
 * transfer needs to move at all, so that those who hold much never stop those who need little. Each share is served first
 * come, first served.
 *
 * <p>Thread-safe. Stages are completed on the thread that gave the bytes back, or on a timer's.
 */
public final class ByteBudget {
    private final long capacity;
    private final int maxWaiters;
    private final Timers timers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Share, Deque<Waiter>> waiters =
            new EnumMap<>(Map.of(Share.SPARE, new ArrayDeque<>(), Share.FLOOR, new ArrayDeque<>()));
    private long used;

    /** What bytes are taken for. */
    public enum Share {
        /** For speed; only while less than half of the budget is used. */
        SPARE,
        /** To move at all; from the whole budget. */
        FLOOR
    }

    private record Waiter(Share share, long bytes, CompletableFuture<Lease> lease) {}

    /**
     * @param capacity in bytes, positive
     * @param maxWaiters how many may wait for each share at once; one more is refused at once
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

    /** The most bytes that {@link Share#SPARE} can ever give. */
    public long spareCapacity() {
        return limit(Share.SPARE);
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
            return queue(Share.FLOOR).size() + queue(Share.SPARE).size();
        } finally {
            lock.unlock();
        }
    }

    /** A spare lease, or null when the spare half is used up or somebody waits for it. */
    public @Nullable Lease tryAcquireSpare(long bytes) {
        return takeSpare(bytes) ? new Lease(this, bytes) : null;
    }

    /** A lease of no bytes yet, to grow. */
    public Lease empty() {
        return new Lease(this, 0);
    }

    /**
     * A lease of {@code bytes}, as soon as they are free. More than the share can give is clamped to it, so that an oversized
     * request can go alone.
     *
     * @param patience how long to wait at most
     * @return fails with {@link FaultCode#BUDGET_EXHAUSTED} when the time is over or too many wait; a lease that comes is
     *     the caller's to close, whether it still wants it or not
     */
    public CompletionStage<Lease> acquire(long bytes, Share share, Duration patience) {
        Waiter waiter = new Waiter(share, Math.min(bytes, limit(share)), new CompletableFuture<>());
        lock.lock();
        try {
            if (queue(share).isEmpty() && fits(waiter)) {
                used += waiter.bytes;
                return CompletableFuture.completedStage(new Lease(this, waiter.bytes));
            }
            if (queue(share).size() >= maxWaiters) {
                return CompletableFuture.failedStage(exhausted("Too many requests wait for memory already."));
            }
            queue(share).addLast(waiter);
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
            removed = queue(waiter.share).remove(waiter);
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
            if (!queue(Share.SPARE).isEmpty() || used + bytes > limit(Share.SPARE)) {
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
            serve(Share.FLOOR, served);
            serve(Share.SPARE, served);
        } finally {
            lock.unlock();
        }
        served.forEach(waiter -> waiter.lease.complete(new Lease(this, waiter.bytes)));
    }

    private void serve(Share share, List<Waiter> served) {
        Deque<Waiter> queue = queue(share);
        for (Waiter next = queue.peekFirst(); next != null && fits(next); next = queue.peekFirst()) {
            used += next.bytes;
            served.add(queue.removeFirst());
        }
    }

    private boolean fits(Waiter waiter) {
        return used + waiter.bytes <= limit(waiter.share);
    }

    private long limit(Share share) {
        return switch (share) {
            case SPARE -> capacity / 2;
            case FLOOR -> capacity;
        };
    }

    private Deque<Waiter> queue(Share share) {
        return Objects.requireNonNull(waiters.get(share));
    }

    private static Fault exhausted(String detail) {
        return Fault.of(FaultCode.BUDGET_EXHAUSTED, detail);
    }
}
