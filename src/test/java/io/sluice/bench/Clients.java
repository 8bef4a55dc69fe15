package io.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Blocking clients side by side, each on a thread of its own. */
final class Clients implements AutoCloseable {
    private final Queue<BlockingClient> open = new ConcurrentLinkedQueue<>();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /** What one client does with its connection. */
    interface Job {
        void run(BlockingClient client) throws IOException;
    }

    /** Starts a client that is connected to the server of {@code uri}. */
    void start(URI uri, Job job) {
        threads.add(Thread.ofPlatform().name("bench-client").daemon().start(() -> {
            try (BlockingClient client = BlockingClient.to(uri)) {
                open.add(client);
                job.run(client);
            } catch (IOException | RuntimeException e) {
                if (!ended) {
                    failures.add(e);
                }
            }
        }));
    }

    /** Whether {@link #close} was called: what is done without end is to stop then. */
    boolean ended() {
        return ended;
    }

    /**
     * Waits until all are done.
     *
     * @throws IllegalStateException when one failed, or it takes longer than {@code patience}
     */
    void await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            if (!ends(thread, Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())))) {
                throw new IllegalStateException("a client was not done within " + patience);
            }
        }
        check();
    }

    /** @throws IllegalStateException when one has failed */
    void check() {
        Exception failure = failures.peek();
        if (failure != null) {
            throw new IllegalStateException("a client failed: " + failure, failure);
        }
    }

    private static boolean ends(Thread thread, long millis) {
        try {
            thread.join(millis);
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends all that is under way. */
    @Override
    public void close() {
        ended = true;
        for (BlockingClient client : open) {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        threads.forEach(thread -> ends(thread, TimeUnit.SECONDS.toMillis(10)));
    }
}
