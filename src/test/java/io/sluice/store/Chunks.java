package io.sluice.store;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A source of buffers for streamed bodies: emits as asked for, on the thread that asks, then completes or fails. */
public final class Chunks implements Flow.Publisher<ByteBuffer> {
    private final List<ByteBuffer> chunks;
    private final @Nullable Throwable end;

    private Chunks(List<ByteBuffer> chunks, @Nullable Throwable end) {
        this.chunks = chunks;
        this.end = end;
    }

    /** {@code bytes} in pieces of {@code size}. */
    public static Chunks of(byte[] bytes, int size) {
        return new Chunks(cut(bytes, size), null);
    }

    /** {@code bytes} in pieces of {@code size}, and then a failure instead of the end. */
    public static Chunks failing(byte[] bytes, int size, Throwable failure) {
        return new Chunks(cut(bytes, size), failure);
    }

    /** A streamed body of all of {@code bytes}. */
    public static Body body(byte[] bytes) {
        return new Body.Streamed(bytes.length, of(bytes, 64 * 1024));
    }

    private static List<ByteBuffer> cut(byte[] bytes, int size) {
        List<ByteBuffer> chunks = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += size) {
            chunks.add(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at))
                    .slice());
        }
        return chunks;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Feed(subscriber, new ArrayDeque<>(chunks), end));
    }

    private static final class Feed implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final Deque<ByteBuffer> rest;
        private final @Nullable Throwable end;
        private final AtomicLong asked = new AtomicLong();
        private volatile boolean over;

        Feed(Flow.Subscriber<? super ByteBuffer> subscriber, Deque<ByteBuffer> rest, @Nullable Throwable end) {
            this.subscriber = subscriber;
            this.rest = rest;
            this.end = end;
        }

        @Override
        public void request(long n) {
            long before = asked.getAndUpdate(now -> now + n < 0 ? Long.MAX_VALUE : now + n);
            if (before == 0) {
                emit();
            }
        }

        /** Only the request that raised the demand from zero runs this, so signals never overlap. */
        private void emit() {
            do {
                ByteBuffer next = rest.poll();
                if (over) {
                    return;
                }
                if (next != null) {
                    subscriber.onNext(next);
                }
                finishWhenEmpty();
            } while (asked.updateAndGet(now -> now == Long.MAX_VALUE ? now : now - 1) > 0);
        }

        private void finishWhenEmpty() {
            if (rest.isEmpty() && !over) {
                over = true;
                if (end == null) {
                    subscriber.onComplete();
                } else {
                    subscriber.onError(end);
                }
            }
        }

        @Override
        public void cancel() {
            over = true;
        }
    }
}
