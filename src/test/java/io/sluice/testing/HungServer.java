package io.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A port on loopback behind which something hangs. Thread-safe. */
public final class HungServer implements AutoCloseable {
    /** More connections than the shortest queue of a listener takes. */
    private static final int FILLERS = 8;

    private static final int TRICKLE_MILLIS = 50;
    private static final byte[] ENDLESS_HEAD = "HTTP/1.1 200 OK\r\nX-A: ".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();
    private final List<SocketChannel> fillers = new ArrayList<>();

    private HungServer() {
        try {
            listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Service {
        void serve(Socket client) throws IOException, InterruptedException;
    }

    /** Accepts, reads all that comes, and never answers. */
    public static HungServer silent() {
        HungServer server = new HungServer();
        server.accept(client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
        return server;
    }

    /** Accepts, and answers with a head that never ends, byte by byte: the connection is never idle for long. */
    public static HungServer trickling() {
        HungServer server = new HungServer();
        server.accept(HungServer::trickle);
        return server;
    }

    /** Lets nobody connect, and refuses nobody either. */
    public static HungServer unconnectable() {
        HungServer server = new HungServer();
        try {
            for (int i = 0; i < FILLERS; i++) {
                SocketChannel filler = SocketChannel.open();
                server.fillers.add(filler);
                filler.configureBlocking(false);
                filler.connect(new InetSocketAddress(server.listener.getInetAddress(), server.listener.getLocalPort()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return server;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** How many connections it has taken so far. */
    public int connections() {
        return accepted.size();
    }

    private void accept(Service service) {
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket client = listener.accept();
                    accepted.add(client);
                    Thread.ofVirtual().start(() -> serve(client, service));
                } catch (IOException closed) {
                    // Then the loop ends.
                }
            }
        });
    }

    private static void serve(Socket client, Service service) {
        try (client) {
            service.serve(client);
        } catch (IOException closed) {
            // The client went.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void trickle(Socket client) throws IOException, InterruptedException {
        InputStream in = client.getInputStream();
        in.read();
        client.getOutputStream().write(ENDLESS_HEAD);
        while (!client.isClosed()) {
            client.getOutputStream().write('a');
            TimeUnit.MILLISECONDS.sleep(TRICKLE_MILLIS); // The pace of the bytes, not a wait for anything.
        }
    }

    @Override
    public void close() {
        try (listener) {
            for (Socket client : accepted) {
                client.close();
            }
            for (SocketChannel filler : fillers) {
                filler.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
