package io.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes connections on to a server on loopback until it is told to hold: then it accepts and reads nothing on, on old
 * connections and new ones, as a network that has lost its way. Thread-safe.
 */
public final class HoldingProxy implements AutoCloseable {
    private static final int BUFFER = 16 << 10;

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger clients = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean holding;

    /** Before what listens, or will, on this port of loopback. */
    public HoldingProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Clients that are connected now. */
    public int clients() {
        return clients.get();
    }

    public void hold() {
        set(true);
    }

    /** Goes on with everything that was held. */
    public void release() {
        set(false);
    }

    private void set(boolean hold) {
        lock.lock();
        try {
            holding = hold;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pass() throws IOException {
        lock.lock();
        try {
            while (holding) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                // Then the loop ends.
            }
        }
    }

    private void serve(Socket client) {
        clients.incrementAndGet();
        try (client) {
            pass();
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                sockets.add(server);
                Thread.ofVirtual().start(() -> copy(server, client));
                copy(client, server);
            }
        } catch (IOException closed) {
            // One side went; both are closed by now.
        } finally {
            clients.decrementAndGet();
        }
    }

    /** What was read when the hold began is held too. */
    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                pass();
                out.write(buffer, 0, count);
            }
        } catch (IOException closed) {
            // One side went; both are closed by now.
        }
    }

    @Override
    public void close() {
        release();
        try (listener) {
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
