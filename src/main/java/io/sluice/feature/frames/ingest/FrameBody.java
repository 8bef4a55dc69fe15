package io.sluice.feature.frames.ingest;

import io.sluice.base.fault.Fault;
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
