package io.sluice.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes connections on to a server on loopback, byte by byte as they are, and keeps the head of every request. Thread-safe. */
public final class RecordingProxy implements AutoCloseable {
    private static final int LONGEST_HEAD = 64 << 10;
    private static final int BUFFER = 64 << 10;

    private final URI target;
    private final ServerSocket listener;
    private final List<Head> heads = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /**
     * The head of a request.
     *
     * @param headers by lower-case name
     */
    public record Head(String method, String target, Map<String, String> headers) {
        public Head {
            headers = Map.copyOf(headers);
        }

        /** Empty when there is no such header. */
        public String header(String lowerCaseName) {
            return Objects.requireNonNullElse(headers.get(lowerCaseName), "");
        }
    }

    public RecordingProxy(URI target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The requests so far whose method and target begin like this, in the order they came. */
    public List<Head> requests(String method, String targetPrefix) {
        return heads.stream()
                .filter(head -> head.method().equals(method) && head.target().startsWith(targetPrefix))
                .toList();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(target.getHost(), target.getPort());
                sockets.addAll(List.of(client, server));
                Thread.ofVirtual().start(() -> untilClosed(client, server, () -> requests(client, server)));
                Thread.ofVirtual().start(() -> untilClosed(client, server, () -> answers(client, server)));
            } catch (IOException closed) {
                // Then the loop ends.
            }
        }
    }

    private interface Passing {
        void run() throws IOException;
    }

    private static void untilClosed(Socket client, Socket server, Passing passing) {
        try (client;
                server) {
            passing.run();
        } catch (IOException closed) {
            // One side went; both are closed by now.
        }
    }

    private void requests(Socket client, Socket server) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER);
        OutputStream out = server.getOutputStream();
        for (String text = head(in); !text.isEmpty(); text = head(in)) {
            Head head = parse(text);
            heads.add(head);
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            body(in, out, head);
        }
    }

    private static void answers(Socket client, Socket server) throws IOException {
        server.getInputStream().transferTo(client.getOutputStream());
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
            if (next == '\n' && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                return head.toString();
            }
        }
        throw new IOException("a head without an end");
    }

    private static Head parse(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        String[] start = lines.removeFirst().split(" ", -1);
        Map<String, String> headers = new HashMap<>();
        for (String line : lines) {
            String[] pair = line.split(":", 2);
            if (pair.length == 2) {
                headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
            }
        }
        return new Head(start[0], start[1], headers);
    }

    /** What has no length is not told apart from the next head; whoever sends it finds the connection closed. */
    private static void body(InputStream in, OutputStream out, Head head) throws IOException {
        if (!head.header("transfer-encoding").isEmpty()) {
            throw new IOException("a body without a length");
        }
        String length = head.header("content-length");
        byte[] buffer = new byte[BUFFER];
        for (long left = length.isEmpty() ? 0 : Long.parseLong(length); left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(left, BUFFER));
            if (count < 0) {
                throw new IOException("a body that ends early");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    @Override
    public void close() {
        try (listener) {
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
