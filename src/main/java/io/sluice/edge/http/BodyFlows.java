package io.sluice.edge.http;

import io.sluice.base.bytes.Batch;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** The bodies of one request and its answer as flows of bytes. Confined to the request's event loop. */
public final class BodyFlows {
    private final RoutingContext ctx;
    private final StallTimer.Clock clock;
    private final Executor lane;

    /** Makes {@link BodyFlows}; one for the process. */
    public record Factory(Timers timers, TimeSource time, Duration stallLimit) {
        public BodyFlows of(RoutingContext ctx, Executor lane) {
            return new BodyFlows(ctx, new StallTimer.Clock(timers, time, stallLimit), lane);
        }

        /** The same for bodies in which nothing moves for longer. */
        public Factory stallingAfter(Duration limit) {
            return new Factory(timers, time, limit);
        }
    }

    private BodyFlows(RoutingContext ctx, StallTimer.Clock clock, Executor lane) {
        this.ctx = ctx;
        this.clock = clock;
        this.lane = lane;
    }

    /** Holds the body back until it is subscribed to; call it before anything that takes time. */
    public static void hold(RoutingContext ctx) {
        ctx.request().pause();
    }

    /** Whether the client waits for a word before it sends its body. */
    public static boolean awaitsWord(RoutingContext ctx) {
        return "100-continue".equalsIgnoreCase(ctx.request().getHeader(HttpHeaders.EXPECT));
    }

    /** Lets a client that waits for it send its body. */
    public static void goOn(RoutingContext ctx) {
        if (awaitsWord(ctx)) {
            ctx.response().writeContinue();
        }
    }

    /** The request's body, of at most {@code maxBytes}. */
    public Flow.Publisher<ByteBuffer> request(long maxBytes) {
        return new RequestBody(ctx.request(), maxBytes, this);
    }

    /** The request's body as a whole, of at most {@code maxBytes}, which are paid for. Read once. */
    public CompletionStage<Buffer> whole(long maxBytes) {
        WholeBody whole = new WholeBody();
        request(maxBytes).subscribe(whole);
        return whole.bytes();
    }

    /** Where the answer's body goes; its head must be set. */
    public Flow.Subscriber<Batch> response() {
        return new ResponseBody(ctx, this);
    }

    StallTimer stall(Runnable onStall) {
        return new StallTimer(clock, lane, onStall);
    }

    long limitSeconds() {
        return clock.limit().toSeconds();
    }
}
