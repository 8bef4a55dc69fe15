package io.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The same HEAD on 32 connections by one thread; wrk would wait for the bodies that the answers' lengths speak of. */
final class HeadLoop {
    private static final int LONGEST_HEAD = 8 << 10;
    private static final long STALL_MILLIS = 10_000;
    private static final byte[] RIGHT = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final int END = 0x0d0a0d0a;

    private final ByteBuffer request;
    private long answers;

    private HeadLoop(URI uri) {
        request = ByteBuffer.allocateDirect(1 << 10)
                .put("HEAD %s HTTP/1.1\r\nHost: %s\r\n\r\n"
                        .formatted(uri.getRawPath(), uri.getAuthority())
                        .getBytes(StandardCharsets.US_ASCII))
                .flip();
    }

    static Work run(URI uri, Duration time) {
        try (Selector selector = Selector.open()) {
            return new HeadLoop(uri).loop(selector, new InetSocketAddress(uri.getHost(), uri.getPort()), time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Work loop(Selector selector, InetSocketAddress server, Duration time) throws IOException {
        try {
            for (int i = 0; i < Wrk.CONNECTIONS; i++) {
                SocketChannel channel = SocketChannel.open(server);
                channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, answerBuffer());
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                ask(channel);
            }
            long began = System.nanoTime();
            while (System.nanoTime() - began < time.toNanos()) {
                if (selector.select(HeadLoop.this::read, STALL_MILLIS) == 0) {
                    throw new IOException("no answer for " + STALL_MILLIS + " ms");
                }
            }
            return Work.requests(answers, (System.nanoTime() - began) / 1e9);
        } finally {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
    }

    private static ByteBuffer answerBuffer() {
        return ByteBuffer.allocateDirect(LONGEST_HEAD);
    }

    private void ask(SocketChannel channel) throws IOException {
        ByteBuffer bytes = request.duplicate();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void read(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer head = (ByteBuffer) key.attachment();
        try {
            if (channel.read(head) < 0 || !head.hasRemaining()) {
                throw new IOException("the connection ended, or the head of an answer does not");
            }
            if (head.position() < RIGHT.length || head.getInt(head.position() - Integer.BYTES) != END) {
                return;
            }
            if (!head.slice(0, RIGHT.length).equals(ByteBuffer.wrap(RIGHT))) {
                throw new IOException("a HEAD was not answered with 200");
            }
            answers++;
            head.clear();
            ask(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
