package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP clients by the hundred on one thread: each sends or takes its bytes at the pace of its request and checks them as they
 * go, so all of them together need no more memory than one buffer.
 *
 * <p>Its public methods may be called from any thread.
 */
public final class SlowClients implements AutoCloseable {
    private static final int BUFFER = 64 << 10;
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Deque<Wake> wakes = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private volatile boolean closed;

    private record Wake(long at, Exchange exchange) {}

    public SlowClients() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().name("slow-clients").daemon().start(this::loop);
    }

    public Exchange start(ClientRequest request) {
        Exchange exchange = new Exchange(request, this);
        run(() -> exchange.connect(selector));
        return exchange;
    }

    /**
     * Sends a request and waits for how it ends.
     *
     * @throws IllegalStateException when that takes longer than {@code seconds}
     */
    public ClientOutcome call(ClientRequest request, long seconds) {
        return await(start(request), seconds);
    }

    /** Waits for how an exchange ends; see {@link #call}. */
    public static ClientOutcome await(Exchange exchange, long seconds) {
        try {
            return exchange.outcome().get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no end within " + seconds + " s: " + exchange.describe(), e);
        }
    }

    void run(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Every wake waits equally long, so they come in the order they were asked for. */
    void wakeLater(Exchange exchange) {
        wakes.addLast(new Wake(System.nanoTime() + PACE_NANOS, exchange));
    }

    /** The one buffer, for at most {@code most} bytes, until it is asked for again. */
    ByteBuffer buffer(long most) {
        return buffer.clear().limit((int) Math.min(most, BUFFER));
    }

    private void loop() {
        try (selector) {
            while (!closed) {
                selector.select(SlowClients::ready, millisToNextWake());
                for (@Nullable Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                wakeWhoeverIsDue();
            }
            selector.keys().forEach(key -> ((Exchange) key.attachment()).end("the clients were closed", true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ready(SelectionKey key) {
        ((Exchange) key.attachment()).go();
    }

    private long millisToNextWake() {
        Wake next = wakes.peekFirst();
        return next == null ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.at() - System.nanoTime()));
    }

    private void wakeWhoeverIsDue() {
        for (Wake next = wakes.peekFirst(); next != null && next.at() <= System.nanoTime(); next = wakes.peekFirst()) {
            wakes.removeFirst();
            next.exchange().wake();
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
