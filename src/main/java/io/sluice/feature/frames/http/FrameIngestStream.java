package io.sluice.feature.frames.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.HalfClose;
import io.sluice.edge.http.RequestContext;
import io.sluice.feature.frames.ingest.FrameBody;
import io.sluice.feature.frames.ingest.FrameStream;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.feature.frames.wire.Ack;
import io.sluice.feature.frames.wire.AckLines;
import io.sluice.feature.frames.wire.AckOutlet;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a stream: lines that tell what is durable, while the stream goes on. A stream that goes wrong before its first
 * frame gets a problem document instead.
 *
 * <p>A client that asks for {@value #TYPE} gets its head with the first frame, and each line at once. To another one nothing is
 * written while there is more of it to read: it may have gone, as ffmpeg does, and then what is written makes its machine throw
 * away what it has not sent yet.
 */
final class FrameIngestStream implements FrameStream.Listener, AckOutlet {
    static final String TYPE = "application/x-ndjson";

    /** Bytes that may wait for the socket; a newer line takes the place of one that finds no room. */
    private static final int QUEUE = 4 << 10;

    /** When nothing has come for so long, all has been read. */
    private static final long QUIET_MILLIS = 20;

    /** How long a client may take to read the last line. */
    private static final long LINGER_MILLIS = 30_000;

    private final RoutingContext ctx;
    private final HttpServerResponse response;
    private final boolean eager;
    private final AckLines acks = new AckLines(this);
    private @Nullable FrameBody body;
    private boolean taken;
    private boolean looking;
    private boolean quiet;
    private boolean last;

    FrameIngestStream(RoutingContext ctx) {
        this.ctx = ctx;
        this.response = ctx.response();
        String accepted = ctx.request().getHeader(HttpHeaders.ACCEPT);
        this.eager = accepted != null && accepted.contains(TYPE);
    }

    /** What it answers to; a client may end its side of the connection, and still read the lines. */
    void to(FrameBody stream) {
        body = stream;
        Runnable over = HalfClose.allow(ctx.request(), stream::sourceEnded);
        RequestContext.onEnd(ctx, _ -> over.run());
    }

    @Override
    public void taken(ImageHead head, int length) {
        taken = true;
        if (eager) {
            begin();
        }
    }

    private void begin() {
        if (!response.headWritten() && !response.closed()) {
            response.setStatusCode(200)
                    .putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
                    .setChunked(true)
                    .setWriteQueueMaxSize(QUEUE)
                    .drainHandler(_ -> drained());
            var _ = response.write(Buffer.buffer());
        }
    }

    @Override
    public void durable(Ack.Durable ack, PackedFrame frame, PackKey pack) {
        acks.durable(ack);
        awaitQuiet();
    }

    private void awaitQuiet() {
        FrameBody from = body;
        if (!eager && !looking && !last && from != null && !acks.flushed()) {
            looking = true;
            long before = from.chunks();
            ctx.vertx().setTimer(QUIET_MILLIS, _ -> look(from, before));
        }
    }

    private void look(FrameBody from, long before) {
        looking = false;
        quiet = from.starvedSince(before);
        acks.writable();
        quiet = false;
        awaitQuiet();
    }

    /** It is held back until the store is there again. */
    @Override
    public void troubled(Fault fault) {}

    @Override
    public void last(Ack.Last ack) {
        Fault failure = ack.end().failure();
        if (!taken && failure != null) {
            Answers.fail(ctx, failure);
            return;
        }
        last = true;
        acks.last(ack);
        end();
        if (!response.ended()) {
            ctx.vertx().setTimer(LINGER_MILLIS, _ -> giveUp());
        }
    }

    @Override
    public boolean canWrite() {
        return (eager || quiet || last) && !response.closed() && !response.writeQueueFull();
    }

    @Override
    public void write(String line) {
        begin();
        var _ = response.write(line);
    }

    private void drained() {
        acks.writable();
        end();
    }

    private void end() {
        if (last && acks.flushed() && !response.ended() && !response.closed()) {
            var _ = response.end();
            Answers.leaveBody(ctx);
        }
    }

    private void giveUp() {
        if (!response.ended() && !response.closed()) {
            response.reset();
            RequestContext.over(ctx, FaultCode.CLIENT_STALLED.status());
        }
    }
}
