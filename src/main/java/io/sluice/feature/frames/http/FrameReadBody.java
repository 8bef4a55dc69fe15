package io.sluice.feature.frames.http;

import io.sluice.base.bytes.Batch;
import io.sluice.base.bytes.ByteRange;
import io.sluice.feature.frames.read.FrameReader;
import io.sluice.feature.frames.read.ReadFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Flow;

/** A part of an image as the body of an answer. Closes the frame when it is taken, or not wanted. Confined to one lane. */
final class FrameReadBody implements Flow.Publisher<Batch> {
    private static final int BATCH = 64 << 10;

    private final ReadFrame frame;
    private final Deque<ByteBuffer> left;

    FrameReadBody(ReadFrame frame, ByteRange.Resolved part) {
        this.frame = frame;
        this.left = new ArrayDeque<>(FrameReader.part(frame, part));
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Batch> client) {
        client.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long batches) {
                ByteBuffer next = left.pollFirst();
                if (next == null) {
                    frame.close();
                    client.onComplete();
                    return;
                }
                if (next.remaining() > BATCH) {
                    left.addFirst(next.slice(next.position() + BATCH, next.remaining() - BATCH));
                    next = next.slice(next.position(), BATCH);
                }
                client.onNext(new Batch(List.of(next), left.isEmpty() ? frame.memory()::reuse : Batch.NOTHING));
            }

            @Override
            public void cancel() {
                frame.close();
            }
        });
    }
}
