package io.sluice.feature.frames.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.http.Chunks;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.http.Upgraded;
import io.sluice.feature.frames.ingest.FrameMessages;
import io.sluice.feature.frames.ingest.FrameStream;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.feature.frames.wire.Ack;
import io.sluice.feature.frames.wire.AckLines;
import io.sluice.feature.frames.wire.AckOutlet;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Frames over a WebSocket: each binary message is one, each text message speaks of the next. On the event loop of its request. */
final class FrameIngestSocket implements FrameStream.Listener, AckOutlet {
    /** Bytes that may wait for the socket; a newer text takes the place of one that finds no room. */
    private static final int QUEUE = 4 << 10;

    /** The longest text message in pieces, in characters; one that is longer is malformed in any case. */
    private static final int LONGEST_TEXT = 16 << 10;

    private static final short GOING_AWAY = 1001;
    private static final short POLICY = 1008;
    private static final short TOO_LARGE = 1009;
    private static final short INTERNAL = 1011;
    private static final short TRY_LATER = 1013;

    private static final int SWITCHED = 101;

    private final RoutingContext ctx;
    private final ServerWebSocket socket;
    private final AckLines acks = new AckLines(this);
    private final StringBuilder text = new StringBuilder();
    private @Nullable FrameMessages messages;
    private boolean withinText;
    private Ack.@Nullable Last last;

    /** @param ctx of the request that the socket was */
    FrameIngestSocket(RoutingContext ctx, ServerWebSocket socket) {
        this.ctx = ctx;
        this.socket = socket;
    }

    /** Asks for one piece of a message, or one of what stands between them. */
    void fetch() {
        socket.fetch(1);
    }

    void start(FrameStream stream, FrameMessages from) {
        messages = from;
        socket.pause();
        socket.setWriteQueueMaxSize(QUEUE);
        socket.drainHandler(_ -> drained());
        socket.frameHandler(this::take);
        socket.closeHandler(_ -> closed(stream, from));
        socket.exceptionHandler(_ -> {});
        stream.start(from);
    }

    private void take(WebSocketFrame frame) {
        FrameMessages to = messages;
        if (last != null || to == null) {
            return;
        }
        boolean ofText = frame.isText() || (frame.isContinuation() && withinText);
        if (ofText) {
            takeText(frame, to);
        } else if (frame.isBinary() || frame.isContinuation()) {
            to.binary(Chunks.view(frame.binaryData()), frame.isFinal());
        } else {
            fetch();
        }
    }

    private void takeText(WebSocketFrame frame, FrameMessages to) {
        withinText = !frame.isFinal();
        if (text.length() < LONGEST_TEXT) {
            text.append(frame.textData());
        }
        if (withinText) {
            fetch();
        } else {
            String message = text.toString();
            text.setLength(0);
            to.text(message);
        }
    }

    private void closed(FrameStream stream, FrameMessages from) {
        Upgraded.over(ctx.request());
        RequestContext.over(ctx, SWITCHED);
        if (socket.closeStatusCode() == null) {
            stream.refuse(Fault.of(FaultCode.CLIENT_GONE, "The connection broke."));
        } else {
            from.end();
        }
    }

    @Override
    public void taken(ImageHead head, int length) {}

    @Override
    public void durable(Ack.Durable ack, PackedFrame frame, PackKey pack) {
        acks.durable(ack);
    }

    /** It is held back until the store is there again. */
    @Override
    public void troubled(Fault fault) {}

    @Override
    public void last(Ack.Last ack) {
        last = ack;
        acks.last(ack);
        end(ack);
    }

    private void drained() {
        acks.writable();
        if (last != null) {
            end(last);
        }
    }

    /** What still comes is read and dropped, or the client's word of closing would not be found. */
    private void end(Ack.Last ack) {
        if (acks.flushed() && !socket.isClosed()) {
            Fault failure = ack.end().failure();
            if (failure == null) {
                var _ = socket.close();
            } else {
                var _ = socket.close(closeCode(failure.code()), failure.code().wire());
            }
            socket.resume();
        }
    }

    /** By RFC 6455, section 7.4. */
    private static short closeCode(FaultCode code) {
        return switch (code) {
            case STOPPING -> GOING_AWAY;
            case FRAME_TOO_LARGE -> TOO_LARGE;
            case INTERNAL_ERROR -> INTERNAL;
            default -> code.retryable() ? TRY_LATER : POLICY;
        };
    }

    @Override
    public boolean canWrite() {
        return !socket.isClosed() && !socket.writeQueueFull();
    }

    @Override
    public void write(String line) {
        var _ = socket.writeTextMessage(line.stripTrailing());
    }
}
