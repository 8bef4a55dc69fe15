package io.sluice.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One camera that pushes frames and reads what is told of them. It sends what is due, while no more than {@link #WINDOW} bytes
 * of what it sent are not yet acknowledged. For one thread.
 */
final class PushingCamera implements AutoCloseable {
    /** In bytes; of large frames at least one. */
    static final long WINDOW = 4 << 20;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final FramePart part;
    private final AckReader acks = new AckReader();
    private final ByteBuffer head;
    private final ByteBuffer tail = FramePart.end();
    private final long window;
    private long due = Long.MAX_VALUE;
    private long sent;
    private boolean stopped;

    PushingCamera(URI uri, FramePart part, Selector selector) throws IOException {
        this.part = part;
        this.window = Math.max(1, WINDOW / part.length());
        this.head = ByteBuffer.wrap(
                FramePart.ascii("""
                POST %s HTTP/1.1\r
                Host: %s\r
                Content-Type: multipart/x-mixed-replace; boundary=%s\r
                Accept: application/x-ndjson\r
                Transfer-Encoding: chunked\r
                \r
                """.formatted(uri.getRawPath(), uri.getAuthority(), FramePart.BOUNDARY)));
        this.channel = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, this);
    }

    /** Of all frames, from the first on, so many may be sent now. */
    void due(long frames) {
        due = frames;
    }

    /** Sends the frame that it has begun, and then the end. */
    void stop() {
        stopped = true;
        due = (sent + part.length() - 1) / part.length();
    }

    /** Sends what may be sent and the socket takes. */
    void send() throws IOException {
        if (over()) {
            return;
        }
        if (head.hasRemaining()) {
            channel.write(head);
        }
        boolean taken = !head.hasRemaining() && sendFrames();
        if (taken && stopped && sent == due * part.length()) {
            channel.write(tail);
            taken = !tail.hasRemaining();
        }
        key.interestOps(SelectionKey.OP_READ | (taken ? 0 : SelectionKey.OP_WRITE));
    }

    /** Whether the socket took all that may be sent. */
    private boolean sendFrames() throws IOException {
        long most = Math.min(due, acks.durable() + window) * part.length() - sent;
        while (most > 0) {
            int count = channel.write(part.from(sent, most));
            if (count == 0) {
                return false;
            }
            sent += count;
            most -= count;
        }
        return true;
    }

    /** Reads what has come; {@code buffer} is for that alone. */
    void read(ByteBuffer buffer) throws IOException {
        if (channel.read(buffer.clear()) < 0) {
            throw new IOException(
                    "the connection of a camera ended after %d frames of %d bytes".formatted(acks.durable(), sent));
        }
        acks.feed(buffer.flip());
        if (over()) {
            channel.close();
        }
    }

    long durable() {
        return acks.durable();
    }

    /** Whether all is acknowledged and said. */
    boolean over() {
        return stopped && acks.ended();
    }

    /** @throws IOException when not all that was sent was acknowledged */
    void check() throws IOException {
        if (acks.durable() * part.length() != sent) {
            throw new IOException("%d frames were acknowledged, of %d bytes".formatted(acks.durable(), sent));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
