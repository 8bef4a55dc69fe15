package io.sluice.feature.frames.ingest;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.wire.FrameParser;
import io.sluice.feature.frames.wire.StreamEnd;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of a request as the source of a stream. Confined to the stream's lane, and its publisher too. */
public final class FrameBody implements Flow.Subscriber<ByteBuffer>, FrameStream.Source {
    /** How long a whole frame waits for what stands behind it. */
    private static final Duration SETTLE = Duration.ofMillis(20);

    /** The edge hands over no larger chunk. */
    private static final int CHUNK = 16 << 10;

    /** How long the chunks that have come to this machine may take to be handed over one by one. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final FrameStream stream;
    private final FrameParser parser;
    private Flow.@Nullable Subscription body;
    private long chunks;
    private boolean settling;

    /** @param parser hands what it finds to {@code stream} */
    public FrameBody(FrameStream stream, FrameParser parser) {
        this.stream = stream;
        this.parser = parser;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        body = subscription;
        stream.start(this);
    }

    @Override
    public void onNext(ByteBuffer chunk) {
        chunks++;
        stream.received(chunk.remaining());
        StreamEnd end = parser.feed(chunk);
        if (end != null) {
            stream.ended(end);
        } else {
            settleLater();
            stream.more();
        }
    }

    @Override
    public void onError(Throwable failure) {
        stream.refuse(Fault.from(failure));
    }

    /** How many chunks have come. */
    public long chunks() {
        return chunks;
    }

    /** Whether the next chunk was asked for and has not come, and {@code before} chunks had come when somebody looked before. */
    public boolean starvedSince(long before) {
        return stream.starved() && before == chunks;
    }

    /** Nothing more will come to this machine: what has come is still asked for, and then there may be no end. */
    public void sourceEnded() {
        long at = chunks;
        stream.later(LOOK, () -> {
            if (starvedSince(at)) {
                stream.refuse(Fault.of(FaultCode.CLIENT_GONE, "The connection ended within the body."));
            } else if (!stream.ended()) {
                sourceEnded();
            }
        });
    }

    @Override
    public void onComplete() {
        stream.ended(parser.end());
    }

    @Override
    public void ask() {
        if (body != null) {
            body.request(1);
        }
    }

    @Override
    public long chunk() {
        return CHUNK;
    }

    @Override
    public long awaited() {
        return parser.awaited();
    }

    @Override
    public void stop() {
        if (body != null) {
            body.cancel();
        }
        parser.settle();
        parser.close();
    }

    private void settleLater() {
        if (parser.unsettled() && !settling) {
            settling = true;
            long at = chunks;
            stream.later(SETTLE, () -> settle(at));
        }
    }

    /** Where more has come meanwhile, more is likely to come soon. */
    private void settle(long at) {
        settling = false;
        if (at == chunks) {
            parser.settle();
        } else {
            settleLater();
        }
    }
}
