package io.sluice.store.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries chunks from the thread that receives them to the one that sends them on, as a publisher of at most one subscriber.
 *
 * <p>Bytes count as held until the subscriber asks for more after having got them: a network client asks again only when
 * its connection has taken what it had. Chunks go out in slices of {@link #SLICE}: Netty's subscriber asks for
 * 16 and again only when 12 of them are written, and those have to fit into what a window takes before it is full.
 *
 * <p>Thread-safe; one producer, one subscriber. {@code onReleased} is told the bytes that are held no longer, on the
 * subscriber's thread.
 */
final class ChunkPipe implements Flow.Publisher<ByteBuffer> {
    static final int SLICE = 4 << 10;

    private final LongConsumer onReleased;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ByteBuffer> queue = new ArrayDeque<>();
    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private @Nullable Throwable failure;
    private boolean finished;
    private boolean ended;
    private boolean emitting;
    private long demand;
    private long outside;

    ChunkPipe(LongConsumer onReleased) {
        this.onReleased = onReleased;
    }

    /** Adds a chunk; the caller keeps count of what the pipe holds. */
    void offer(ByteBuffer chunk) {
        lock.lock();
        try {
            queue.addLast(chunk.slice());
        } finally {
            lock.unlock();
        }
        emit();
    }

    /** No chunk comes after those offered. */
    void finish() {
        lock.lock();
        try {
            finished = true;
        } finally {
            lock.unlock();
        }
        emit();
    }

    /** Ends with a failure at once; what is queued is dropped. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            queue.clear();
        } finally {
            lock.unlock();
        }
        emit();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> taker) {
        lock.lock();
        try {
            if (subscriber != null) {
                throw new IllegalStateException("the bytes of a pipe can be taken once");
            }
            subscriber = taker;
        } finally {
            lock.unlock();
        }
        taker.onSubscribe(new Demand());
        emit();
    }

    private final class Demand implements Flow.Subscription {
        @Override
        public void request(long items) {
            long released;
            lock.lock();
            try {
                demand = demand + items < 0 ? Long.MAX_VALUE : demand + items;
                released = outside;
                outside = 0;
            } finally {
                lock.unlock();
            }
            if (released > 0) {
                onReleased.accept(released);
            }
            emit();
        }

        @Override
        public void cancel() {
            lock.lock();
            try {
                ended = true;
                queue.clear();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Emits one signal at a time, by whichever thread came first; the others leave it to that one. */
    private void emit() {
        for (Runnable next = take(false); next != null; next = take(true)) {
            next.run();
        }
    }

    private @Nullable Runnable take(boolean mine) {
        lock.lock();
        try {
            if (emitting && !mine) {
                return null;
            }
            Runnable signal = signal();
            emitting = signal != null;
            return signal;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable signal() {
        Flow.Subscriber<? super ByteBuffer> taker = subscriber;
        if (taker == null || ended) {
            return null;
        }
        Throwable cause = failure;
        if (cause != null) {
            ended = true;
            return () -> taker.onError(cause);
        }
        if (demand > 0 && !queue.isEmpty()) {
            demand--;
            ByteBuffer slice = slice();
            outside += slice.remaining();
            return () -> taker.onNext(slice);
        }
        if (finished && queue.isEmpty()) {
            ended = true;
            return taker::onComplete;
        }
        return null;
    }

    private ByteBuffer slice() {
        ByteBuffer head = queue.getFirst();
        if (head.remaining() <= SLICE) {
            return queue.removeFirst();
        }
        ByteBuffer slice = head.slice(head.position(), SLICE);
        head.position(head.position() + SLICE);
        return slice;
    }
}
