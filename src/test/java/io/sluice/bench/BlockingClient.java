package io.sluice.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * One HTTP connection that moves objects and keeps none of them: what it reads it counts, what it writes is one prepared
 * buffer again and again. For one thread; {@link #close} may be called by another and ends what is under way.
 */
final class BlockingClient implements AutoCloseable {
    private static final int BUFFER = 1 << 20;
    private static final int LONGEST_HEAD = 32 << 10;
    private static final ByteBuffer BYTES = randomBytes();

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private long answered;

    private BlockingClient(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connected to the server of {@code uri}. */
    static BlockingClient to(URI uri) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new BlockingClient(channel);
    }

    private static ByteBuffer randomBytes() {
        byte[] bytes = new byte[BUFFER];
        new Random(BUFFER).nextBytes(bytes);
        return ByteBuffer.allocateDirect(BUFFER).put(bytes).flip().asReadOnlyBuffer();
    }

    /** That of what is put with {@code length}: the ETag of a part. */
    static String md5(long length) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            for (long sent = 0; sent < length; sent += BUFFER) {
                md5.update(BYTES.slice(0, (int) Math.min(BUFFER, length - sent)));
            }
            return HexFormat.of().formatHex(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the whole object, which must have {@code length} bytes. */
    void get(URI uri, long length) throws IOException {
        write(head("GET", uri, ""));
        Answer answer = answer();
        if (answer.status() != 200 || answer.length() != length) {
            throw new IOException("GET " + uri + " was answered with " + answer);
        }
        skip(length);
    }

    /** Reads {@code length} bytes of an object from {@code first} on. */
    void range(URI uri, long first, long length) throws IOException {
        write(head("GET", uri, "Range: bytes=%d-%d\r\n".formatted(first, first + length - 1)));
        Answer answer = answer();
        if (answer.status() != 206 || answer.length() != length) {
            throw new IOException("GET " + uri + " was answered with " + answer);
        }
        skip(length);
    }

    void put(URI uri, long length) throws IOException {
        write(head("PUT", uri, "Content-Length: " + length + "\r\n"));
        for (long sent = 0; sent < length; sent += BUFFER) {
            write(BYTES.slice(0, (int) Math.min(BUFFER, length - sent)));
        }
        Answer answer = answer();
        if (answer.status() / 100 != 2) {
            throw new IOException("PUT " + uri + " was answered with " + answer);
        }
        skip(answer.length());
    }

    /** Writes {@code body} as the object, whose pieces are left as they were. */
    void put(URI uri, List<ByteBuffer> body) throws IOException {
        long length = body.stream().mapToLong(ByteBuffer::remaining).sum();
        write(head("PUT", uri, "Content-Length: " + length + "\r\n"));
        for (ByteBuffer piece : body) {
            write(piece.duplicate());
        }
        Answer answer = answer();
        if (answer.status() / 100 != 2) {
            throw new IOException("PUT " + uri + " was answered with " + answer);
        }
        skip(answer.length());
    }

    /** Reads an answer of any length, whose status must be 200; how many bytes it had. */
    long read(String method, URI uri) throws IOException {
        int status = ask(method, uri);
        if (status != 200) {
            throw new IOException(method + " " + uri + " was answered with " + status);
        }
        return answered;
    }

    /** The status of an answer that is read to its end. */
    int ask(String method, URI uri) throws IOException {
        write(head(method, uri, method.equals("POST") ? "Content-Length: 0\r\n" : ""));
        Answer answer = answer();
        answered = answer.length() == Answer.IN_CHUNKS ? skipChunks() : answer.length();
        if (answer.length() != Answer.IN_CHUNKS) {
            skip(answer.length());
        }
        return answer.status();
    }

    private long skipChunks() throws IOException {
        long all = 0;
        for (long length = Long.parseLong(line(), 16); length > 0; length = Long.parseLong(line(), 16)) {
            skip(length + 2);
            all += length;
        }
        skip(2);
        return all;
    }

    /** Without its end. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (char next = next(); next != '\n'; next = next()) {
            line.append(next);
        }
        return line.substring(0, line.length() - 1);
    }

    private char next() throws IOException {
        if (!in.hasRemaining()) {
            fill();
        }
        return (char) (in.get() & 0xff);
    }

    private static ByteBuffer head(String method, URI uri, String more) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return StandardCharsets.US_ASCII.encode("%s %s%s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                .formatted(method, uri.getRawPath(), query, uri.getAuthority(), more));
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void skip(long length) throws IOException {
        for (long left = length - take(length); left > 0; left -= take(left)) {
            fill();
        }
    }

    /** At most {@code most} of what was read from the socket. */
    private int take(long most) {
        int count = (int) Math.min(most, in.remaining());
        in.position(in.position() + count);
        return count;
    }

    private void fill() throws IOException {
        in.clear();
        int count = channel.read(in);
        in.flip();
        if (count < 0) {
            throw new IOException("the connection ended within an answer");
        }
    }

    private Answer answer() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            head.append(next());
            if (head.length() > LONGEST_HEAD) {
                throw new IOException("the head of an answer does not end");
            }
        }
        return Answer.of(head.toString());
    }

    private record Answer(int status, long length) {
        static final long IN_CHUNKS = -1;

        static Answer of(String head) throws IOException {
            int status = Integer.parseInt(head.substring(9, 12));
            String lower = head.toLowerCase(Locale.ROOT);
            if (lower.contains("\r\ntransfer-encoding: chunked")) {
                return new Answer(status, IN_CHUNKS);
            }
            int at = lower.indexOf("\r\ncontent-length:");
            if (at < 0) {
                throw new IOException("an answer without a length: " + head);
            }
            int begin = at + "\r\ncontent-length:".length();
            return new Answer(
                    status,
                    Long.parseLong(
                            lower.substring(begin, lower.indexOf("\r\n", begin)).strip()));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
