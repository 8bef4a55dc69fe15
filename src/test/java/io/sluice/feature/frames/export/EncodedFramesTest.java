package io.sluice.feature.frames.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.Batch;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.feature.frames.read.ReadFrame;
import io.sluice.feature.frames.read.StoredFrame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which memory is given back when, while frames go to a client. */
class EncodedFramesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final PackKey PACK = new PackKey(NOON, "node-1", "01KAK8A0000000000000000000");

    private final List<Integer> released = new ArrayList<>();
    private final List<Integer> reused = new ArrayList<>();
    private final Deque<ReadFrame> source = new ArrayDeque<>();
    private final Client client = new Client();

    private ReadFrame frame(int number) {
        ImageHead head = new ImageHead("gate", number, number, number, "jpeg");
        StoredFrame frame = new StoredFrame(PACK, new PackedFrame(head, new ByteRange.Resolved(0, 4), new Crc32c(0)));
        return new ReadFrame(frame, List.of(ByteBuffer.allocate(4)), 0, new ReadFrame.Memory() {
            @Override
            public void release() {
                released.add(number);
            }

            @Override
            public void reuse() {
                reused.add(number);
            }
        });
    }

    /** Hands out {@code frames}, numbered from 0 on, as they are asked for. */
    private void play(int frames, FrameEncoding encoding) {
        IntStream.range(0, frames).forEach(number -> source.add(frame(number)));
        Flow.Publisher<ReadFrame> publisher = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                ReadFrame next = source.poll();
                if (next == null) {
                    subscriber.onComplete();
                } else {
                    subscriber.onNext(next);
                }
            }

            @Override
            public void cancel() {
                source.clear();
            }
        });
        new EncodedFrames(publisher, encoding).subscribe(client);
    }

    private static final class Client implements Flow.Subscriber<Batch> {
        private final List<Batch> got = new ArrayList<>();
        private Flow.@Nullable Subscription subscription;
        private boolean complete;

        void ask() {
            Objects.requireNonNull(subscription).request(1);
        }

        void leave() {
            Objects.requireNonNull(subscription).cancel();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Batch batch) {
            got.add(batch);
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            complete = true;
        }
    }

    @Test
    void aFrameIsReleasedWhenTheNextIsAskedForAndItsMemoryUsedAgainWhenTheSocketHasTakenIt() {
        play(3, new MultipartEncoding());
        client.ask();
        client.ask();
        client.ask();
        assertThat(released).containsExactly(0);
        assertThat(reused).isEmpty();

        client.got.get(1).read().run();
        assertThat(reused).containsExactly(0);
        client.got.get(2).read().run();
        assertThat(reused).containsExactly(0, 1);
    }

    @Test
    void framesThatAreHeldBackGoWithTheBytesThatShowThem() {
        play(3, new McapEncoding("a test"));
        while (!client.complete) {
            client.ask();
        }
        assertThat(released).containsExactly(0, 1, 2);

        client.got.forEach(batch -> batch.read().run());
        assertThat(reused).containsExactly(0, 1, 2);
    }

    @Test
    void whoLeavesGivesBackWhatWasPaidAndNotWhatTheSocketMayStillLookAt() {
        play(3, new MultipartEncoding());
        client.ask();
        client.ask();

        client.leave();

        assertThat(released).containsExactly(0);
        assertThat(reused).isEmpty();
    }
}
