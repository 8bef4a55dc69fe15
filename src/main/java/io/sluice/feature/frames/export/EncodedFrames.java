package io.sluice.feature.frames.export;

import io.sluice.base.bytes.Batch;
import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.read.ReadFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a flow of frames in some form. A frame is held until the bytes that show it have been taken, which is when the next
 * are asked for. Confined to the lane of the frames; one subscriber, who asks for one batch at a time.
 */
public final class EncodedFrames implements Flow.Publisher<Batch> {
    private final Flow.Publisher<ReadFrame> frames;
    private final FrameEncoding encoding;

    public EncodedFrames(Flow.Publisher<ReadFrame> frames, FrameEncoding encoding) {
        this.frames = frames;
        this.encoding = encoding;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Batch> subscriber) {
        frames.subscribe(new Encoder(subscriber));
    }

    private final class Encoder implements Flow.Subscriber<ReadFrame>, Flow.Subscription {
        private final Flow.Subscriber<? super Batch> onward;
        private final List<ReadFrame> held = new ArrayList<>();
        private Flow.@Nullable Subscription source;
        private boolean begun;
        private boolean taken;
        private boolean over;
        private boolean ended;

        Encoder(Flow.Subscriber<? super Batch> onward) {
            this.onward = onward;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            onward.onSubscribe(this);
        }

        @Override
        public void request(long batches) {
            if (taken) {
                release();
            }
            if (ended || source == null) {
                return;
            }
            if (over) {
                ended = true;
                onward.onComplete();
                return;
            }
            List<ByteBuffer> head = begun ? List.of() : encoding.begin();
            begun = true;
            if (head.isEmpty()) {
                source.request(1);
            } else {
                onward.onNext(new Batch(head));
            }
        }

        @Override
        public void onNext(ReadFrame frame) {
            held.add(frame);
            if (ended) {
                release();
                return;
            }
            List<ByteBuffer> bytes;
            try {
                bytes = encoding.add(frame);
            } catch (RuntimeException failure) {
                cancel();
                onward.onError(Fault.from(failure));
                return;
            }
            if (bytes.isEmpty() && source != null) {
                source.request(1);
            } else {
                show(bytes);
            }
        }

        /** What of frames that are held is not shown now is among the last bytes. */
        private void show(List<ByteBuffer> bytes) {
            taken = true;
            List<ReadFrame.Memory> shown = held.stream().map(ReadFrame::memory).toList();
            onward.onNext(new Batch(bytes, () -> shown.forEach(ReadFrame.Memory::reuse)));
        }

        @Override
        public void onError(Throwable failure) {
            release();
            ended = true;
            onward.onError(failure);
        }

        @Override
        public void onComplete() {
            over = true;
            List<ByteBuffer> rest = encoding.end();
            if (rest.isEmpty()) {
                release();
                ended = true;
                onward.onComplete();
            } else {
                show(rest);
            }
        }

        @Override
        public void cancel() {
            ended = true;
            if (source != null) {
                source.cancel();
            }
            release();
        }

        private void release() {
            taken = false;
            held.forEach(ReadFrame::close);
            held.clear();
        }
    }
}
