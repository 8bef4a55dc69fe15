package io.sluice.testing;

import io.sluice.testing.ClientRequest.Cut;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Confined to the thread of its {@link SlowClients}, but for what is public. */
public final class Exchange {
    private static final int SLOW_SOCKET_BUFFER = 16 << 10;
    private static final int SLOW_FRAME = 8 << 10;
    private static final int FAST_FRAME = 64 << 10;

    /** Frames before the others of the thread have their turn. */
    private static final int TURNS = 16;

    private final ClientRequest request;
    private final SlowClients clients;
    private final AnswerReader answer;
    private final CompletableFuture<ClientOutcome> outcome = new CompletableFuture<>();
    private final long startedAt = System.nanoTime();
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private ByteBuffer[] frame;
    private long frameBody;
    private boolean lastFrame;
    private final AtomicLong bytesSent = new AtomicLong();
    private boolean wakeAsked;

    Exchange(ClientRequest request, SlowClients clients) {
        this.request = request;
        this.clients = clients;
        this.answer = new AnswerReader(request);
        this.frame = new ByteBuffer[] {StandardCharsets.US_ASCII.encode(request.head())};
        this.lastFrame = request.body() == null;
    }

    void connect(Selector selector) {
        try {
            SocketChannel opened = SocketChannel.open();
            channel = opened;
            opened.configureBlocking(false);
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (slow()) {
                opened.setOption(StandardSocketOptions.SO_RCVBUF, SLOW_SOCKET_BUFFER);
                opened.setOption(StandardSocketOptions.SO_SNDBUF, SLOW_SOCKET_BUFFER);
            }
            key = opened.register(selector, 0, this);
            boolean connected = opened.connect(
                    new InetSocketAddress(request.uri().getHost(), request.uri().getPort()));
            key.interestOps(connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT);
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()), false);
        }
    }

    /** Completes however it ends; never exceptionally, unless the {@link SlowClients} are closed first. */
    public CompletableFuture<ClientOutcome> outcome() {
        return outcome;
    }

    /** Bytes of the body that were sent so far. */
    public long sent() {
        return bytesSent.get();
    }

    String describe() {
        return "%s %s, sent=%d, received=%d".formatted(request.method(), request.uri(), sent(), answer.received());
    }

    /** The client goes away now, in order. */
    public void leave() {
        clients.run(() -> leave(false));
    }

    private boolean slow() {
        return request.bytesPerSecond() != ClientRequest.FULL_SPEED;
    }

    /** Goes on: the channel is ready, or the time has come. */
    void go() {
        SocketChannel to = channel;
        if (outcome.isDone() || to == null || key == null) {
            return;
        }
        try {
            boolean connected = to.isConnected() || to.finishConnect();
            if (connected && write(to) && read(to)) {
                key.interestOps(interest());
            }
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()), false);
        }
    }

    void wake() {
        wakeAsked = false;
        go();
    }

    private int interest() {
        int read = request.body() != null || allowed(answer.received()) > 0 ? SelectionKey.OP_READ : 0;
        boolean unsent = frame.length > 0;
        int write = unsent || (!lastFrame && allowed(sent()) > 0) ? SelectionKey.OP_WRITE : 0;
        if ((read == 0 || (write == 0 && !lastFrame)) && !wakeAsked) {
            wakeAsked = true;
            clients.wakeLater(this);
        }
        return read | write;
    }

    /** How many bytes of the body may go by now. */
    private long allowed(long gone) {
        if (!slow()) {
            return Long.MAX_VALUE;
        }
        long due = (System.nanoTime() - startedAt) / 1000 * request.bytesPerSecond() / 1_000_000;
        return due - gone;
    }

    /** False when that was the end. */
    private boolean write(SocketChannel to) throws IOException {
        for (int turn = 0; turn < TURNS && (frame.length > 0 || nextFrame()); turn++) {
            to.write(frame);
            if (frame[frame.length - 1].hasRemaining()) {
                return true;
            }
            bytesSent.addAndGet(frameBody);
            frameBody = 0;
            frame = new ByteBuffer[0];
            if (request.body() != null && cutAt(sent())) {
                return false;
            }
        }
        return true;
    }

    private boolean nextFrame() {
        Content body = request.body();
        long most = Math.min(allowed(sent()), slow() ? SLOW_FRAME : FAST_FRAME);
        if (lastFrame || body == null || most <= 0) {
            return false;
        }
        Cut cut = request.cut();
        if (cut != null) {
            most = Math.min(most, cut.afterBytes() - sent());
        }
        ByteBuffer bytes = body.slice(sent(), most);
        frameBody = bytes.remaining();
        lastFrame = sent() + frameBody == body.length() && (!request.chunked() || frameBody == 0);
        frame = request.chunked() ? chunk(bytes) : new ByteBuffer[] {bytes};
        return true;
    }

    private static ByteBuffer[] chunk(ByteBuffer bytes) {
        ByteBuffer size = StandardCharsets.US_ASCII.encode(Integer.toHexString(bytes.remaining()) + "\r\n");
        return new ByteBuffer[] {size, bytes, StandardCharsets.US_ASCII.encode("\r\n")};
    }

    private boolean read(SocketChannel from) throws IOException {
        for (int turn = 0; turn < TURNS; turn++) {
            long most = mostToRead();
            if (most <= 0) {
                return true;
            }
            ByteBuffer into = clients.buffer(most);
            int count = from.read(into);
            if (count == 0) {
                return true;
            }
            if (count < 0 || answer.take(into.flip())) {
                end(count < 0 ? answer.closed() : null, false);
                return false;
            }
            if (request.body() == null && cutAt(answer.received())) {
                return false;
            }
        }
        return true;
    }

    private long mostToRead() {
        if (request.body() != null) {
            return Long.MAX_VALUE;
        }
        long paced = allowed(answer.received());
        Cut cut = request.cut();
        return cut == null ? paced : Math.min(paced, cut.afterBytes() - answer.received());
    }

    private boolean cutAt(long bytes) {
        Cut cut = request.cut();
        if (cut == null || bytes < cut.afterBytes()) {
            return false;
        }
        leave(cut.reset());
        return true;
    }

    private void leave(boolean reset) {
        try {
            if (reset && channel != null && channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException alreadyGone) {
            // Then there is nothing to reset.
        }
        end(null, true);
    }

    void end(@Nullable String broken, boolean left) {
        if (outcome.isDone()) {
            return;
        }
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException alreadyGone) {
            // It is closed either way.
        }
        Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
        outcome.complete(new ClientOutcome(
                request,
                answer.status(),
                answer.headers(),
                answer.text(),
                sent(),
                answer.received(),
                answer.sha256(),
                broken,
                left,
                took));
    }
}
