package io.sluice.testing.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** One HTTP/1.1 connection on which a test says byte for byte what is sent. For one test thread. */
public final class Wire implements AutoCloseable {
    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static Wire to(URI server) {
        try {
            Socket socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.setTcpNoDelay(true);
            return new Wire(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a head: the request line and headers, and the empty line after them. */
    public Wire head(String requestLine, String... headers) {
        String all = requestLine + " HTTP/1.1\r\nHost: localhost\r\n";
        for (String header : headers) {
            all += header + "\r\n";
        }
        return bytes((all + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    public Wire bytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a chunk of a chunked body; an empty one ends it. */
    public Wire chunk(byte[] bytes) {
        return bytes(chunked(bytes));
    }

    /** The bytes of a chunk as they are sent. */
    public static byte[] chunked(byte[] bytes) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    /** Ends this side of the connection: nothing more is sent, and answers may still come. */
    public Wire end() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answer, an interim one too. */
    public Reply answer() {
        return answer(false);
    }

    /** The next answer, which has no body whatever its head says. */
    public Reply answerToHead() {
        return answer(true);
    }

    private Reply answer(boolean bodiless) {
        try {
            int status = Integer.parseInt(line().split(" ", 3)[1]);
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(); !line.isEmpty(); line = line()) {
                String[] pair = line.split(": ?", 2);
                headers.computeIfAbsent(pair[0], _ -> new ArrayList<>()).add(pair[1]);
            }
            boolean none = bodiless || status < 200 || status == 204 || status == 304;
            return new Reply(status, headers, none ? new byte[0] : body(headers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        List<String> length = headers.get("Content-Length");
        if (length != null) {
            int expected = Integer.parseInt(length.getFirst());
            byte[] body = in.readNBytes(expected);
            if (body.length < expected) {
                throw new EOFException("the body ended after " + body.length + " of " + expected + " bytes");
            }
            return body;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed after '" + line.toString(StandardCharsets.UTF_8) + "'");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    /** Whether the server closes the connection within {@code patience}, and sends nothing more before. */
    public boolean closes(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            return in.read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Whether the server ends the connection, after whatever it sends, when nothing is read for {@code patience}. */
    public boolean breaksOff(Duration patience) {
        try {
            Awaitility.await()
                    .pollDelay(patience)
                    .atMost(patience.plusSeconds(5))
                    .until(() -> true);
            socket.setSoTimeout(LIMIT_MILLIS);
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Whether the server sends nothing for so long. */
    public boolean silent(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            in.mark(1);
            in.read();
            in.reset();
            return false;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            restoreLimit();
        }
    }

    private void restoreLimit() {
        try {
            socket.setSoTimeout(LIMIT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
