package io.sluice.feature.frames.http;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A camera that posts a multipart stream in chunks, and may read the answer meanwhile. For one test thread. */
public final class StreamingClient implements AutoCloseable {
    private static final String BOUNDARY = "frame";

    private final Socket socket;
    private final OutputStream out;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile int status;

    /** @param accept the value of that field, and those that follow it */
    private StreamingClient(URI uri, String type, String accept) {
        this(connected(uri), uri, type, accept);
    }

    private StreamingClient(Socket connected, URI uri, String type, String accept) {
        try {
            socket = connected;
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
            ascii("POST " + uri.getRawPath() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nAccept: "
                    + accept + "\r\nTransfer-Encoding: chunked\r\n\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connected(URI uri) {
        try {
            return new Socket(uri.getHost(), uri.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that reads its answer, on a connection that stands. */
    static StreamingClient reading(Socket connected, URI uri) {
        StreamingClient client = new StreamingClient(
                connected, uri, "multipart/x-mixed-replace; boundary=" + BOUNDARY, "application/x-ndjson");
        Thread.ofVirtual().start(client::readAll);
        return client;
    }

    /** One that reads its answer, and shows a key. */
    static StreamingClient as(String key, URI uri) {
        StreamingClient client = new StreamingClient(
                uri,
                "multipart/x-mixed-replace; boundary=" + BOUNDARY,
                "application/x-ndjson\r\nAuthorization: Bearer " + key);
        Thread.ofVirtual().start(client::readAll);
        return client;
    }

    /** One that reads its answer. */
    static StreamingClient reading(URI uri) {
        return reading(uri, "multipart/x-mixed-replace; boundary=" + BOUNDARY);
    }

    static StreamingClient reading(URI uri, String type) {
        StreamingClient client = new StreamingClient(uri, type, "application/x-ndjson");
        Thread.ofVirtual().start(client::readAll);
        return client;
    }

    /** One that asks for lines, and never reads anything. */
    static StreamingClient deaf(URI uri) {
        return new StreamingClient(uri, "multipart/x-mixed-replace; boundary=" + BOUNDARY, "application/x-ndjson");
    }

    /** One that takes whatever comes, and reads it. */
    static StreamingClient modest(URI uri) {
        StreamingClient client = new StreamingClient(uri, "multipart/x-mixed-replace; boundary=" + BOUNDARY, "*/*");
        Thread.ofVirtual().start(client::readAll);
        return client;
    }

    /** A part with its length. */
    StreamingClient frame(byte[] image, String... headers) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(head("Content-Length: " + image.length, headers));
        part.writeBytes(image);
        part.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk(part.toByteArray());
    }

    /** The beginning of a part of {@code length} bytes, of which only {@code begun} come. */
    StreamingClient begin(int length, byte[] begun) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(head("Content-Length: " + length));
        part.writeBytes(begun);
        return chunk(part.toByteArray());
    }

    private static byte[] head(String length, String... headers) {
        StringBuilder head = new StringBuilder("--" + BOUNDARY + "\r\nContent-Type: image/jpeg\r\n" + length + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    StreamingClient text(String text) {
        return chunk(text.getBytes(StandardCharsets.US_ASCII));
    }

    StreamingClient chunk(byte[] bytes) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        try {
            out.write(chunk.toByteArray());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that it was the end, of the stream and of the body. */
    StreamingClient end() {
        return text("--" + BOUNDARY + "--\r\n").endBody();
    }

    StreamingClient endBody() {
        ascii("0\r\n\r\n");
        return this;
    }

    /** Ends its side of the connection. */
    StreamingClient halfClose() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ascii(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the connection ends, or the answer does; of the framing only what is JSON counts. */
    private void readAll() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            int length = 0;
            boolean more = true;
            while (more) {
                String line = length > 0 ? exactly(in, length) : in.readLine();
                if (line == null || line.equals("0")) {
                    more = false;
                } else if (line.startsWith("HTTP/1.1 ")) {
                    status = Integer.parseInt(line.split(" ", 3)[1]);
                } else if (line.startsWith("{")) {
                    lines.add(line);
                    more = length == 0;
                } else if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    in.readLine();
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            ended.complete(null);
        } catch (IOException reset) {
            ended.complete(null);
        }
    }

    /** The body of a problem, whose length is the last field of its head. */
    private static String exactly(BufferedReader in, int length) throws IOException {
        char[] text = new char[length];
        for (int at = 0; at < length; ) {
            at += Math.max(0, in.read(text, at, length - at));
        }
        return new String(text);
    }

    /** 0 until the head has come. */
    int status() {
        return status;
    }

    List<JsonObject> lines() {
        return lines.stream().map(JsonObject::new).toList();
    }

    JsonObject awaitLine(String ack) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> lines().stream().anyMatch(line -> ack.equals(line.getString("ack"))));
        return lines().stream()
                .filter(line -> ack.equals(line.getString("ack")))
                .toList()
                .getLast();
    }

    void awaitDurable(long count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> lines().stream()
                        .anyMatch(line -> "durable".equals(line.getString("ack")) && line.getLong("count") == count));
    }

    void awaitStatus(int expected) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> status == expected);
    }

    void awaitEnd() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(ended::isDone);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
