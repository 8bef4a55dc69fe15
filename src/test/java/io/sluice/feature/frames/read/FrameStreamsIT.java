package io.sluice.feature.frames.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.telemetry.Meters;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.erasures.ErasureDirectory;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.ObjectRef;
import io.sluice.store.WriteCondition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Flows of frames: what they read, what they hold, and what they leave out. */
class FrameStreamsIT extends FrameFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final CameraName CAMERA = new CameraName("a");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private FrameStreams streams(FrameCatalog catalog) {
        return streams(catalog, erasures());
    }

    private FrameStreams streams(FrameCatalog catalog, ErasureDirectory erasures) {
        return new FrameStreams(
                catalog, search(catalog, erasures), bytes(), new FrameStreams.Clock(timers, time), meters);
    }

    /** Takes frames only when it is told to. */
    private final class Viewer implements Flow.Subscriber<ReadFrame> {
        final List<StoredFrame> frames = new CopyOnWriteArrayList<>();
        final List<Integer> skipped = new CopyOnWriteArrayList<>();
        volatile boolean over;
        private Flow.@Nullable Subscription subscription;

        void take(int count) {
            lane.execute(() -> {
                if (subscription != null) {
                    subscription.request(count);
                }
            });
        }

        void leave() {
            lane.execute(() -> {
                if (subscription != null) {
                    subscription.cancel();
                }
            });
        }

        @Override
        public void onSubscribe(Flow.Subscription flow) {
            subscription = flow;
        }

        @Override
        public void onNext(ReadFrame frame) {
            frames.add(frame.frame());
            skipped.add(frame.skipped());
            frame.close();
        }

        @Override
        public void onError(Throwable failure) {
            over = true;
        }

        @Override
        public void onComplete() {
            over = true;
        }
    }

    private Viewer viewing(Flow.Publisher<ReadFrame> frames) {
        Viewer viewer = new Viewer();
        lane.execute(() -> frames.subscribe(viewer));
        return viewer;
    }

    private long imageReads() {
        return reads().ranges.stream()
                .filter(range -> range instanceof ByteRange.Between)
                .count();
    }

    private List<Sent> sent(int count, String... cameras) {
        List<Sent> frames = new ArrayList<>();
        for (String camera : cameras) {
            for (int i = 0; i < count; i++) {
                frames.add(FramePacks.frame(camera, START + i * FramePacks.SECOND / 10, i));
            }
        }
        return frames;
    }

    @Test
    void neighbouringFramesAreOneRead() {
        put(NOON, sent(500, "a", "b").toArray(Sent[]::new));

        Viewer viewer = viewing(streams(catalog()).range(CAMERA, START, START + 100 * FramePacks.SECOND, lane));
        viewer.take(1000);

        await().atMost(PATIENCE).until(() -> viewer.over);
        assertThat(viewer.frames).hasSize(500).extracting(StoredFrame::sequence).isSorted();
        assertThat(imageReads()).isLessThan(6);
        assertThat(budget.used()).isZero();
    }

    @Test
    void whoTakesNothingHoldsLittle() {
        put(NOON, sent(2000, "a").toArray(Sent[]::new));
        Viewer viewer = viewing(streams(catalog()).range(CAMERA, START, START + 1000 * FramePacks.SECOND, lane));

        viewer.take(1);

        await().atMost(PATIENCE).until(() -> viewer.frames.size() == 1);
        await().during(Duration.ofMillis(300)).until(() -> budget.used() < 1_200_000);
        viewer.leave();
        await().atMost(PATIENCE).until(() -> budget.used() == 0);
    }

    @Test
    void aReplayGoesOnInThePacksThatComeInPlaceOfOthers() {
        List<Sent> frames = sent(600, "a");
        List<SealedPack> old = new ArrayList<>();
        for (int i = 0; i < 600; i += 100) {
            old.add(put(NOON, frames.subList(i, i + 100).toArray(Sent[]::new)));
        }
        Viewer viewer = viewing(streams(catalog()).range(CAMERA, START, START + 100 * FramePacks.SECOND, lane));
        viewer.take(150);
        await().atMost(PATIENCE).until(() -> viewer.frames.size() == 150);

        put(NOON, frames.toArray(Sent[]::new));
        old.forEach(this::delete);
        viewer.take(1000);

        await().atMost(PATIENCE).until(() -> viewer.over);
        assertThat(viewer.frames)
                .extracting(StoredFrame::sequence)
                .hasSize(600)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(budget.used()).isZero();
    }

    @Test
    void whatIsErasedWhileAReplayIsUnderWayIsNotShown() {
        put(NOON, sent(600, "a").toArray(Sent[]::new));
        ErasureDirectory erasures = erasures();
        Viewer viewer =
                viewing(streams(catalog(), erasures).range(CAMERA, START, START + 100 * FramePacks.SECOND, lane));
        viewer.take(100);
        await().atMost(PATIENCE).until(() -> viewer.frames.size() == 100);

        FrameTime from = new FrameTime(START + 20 * FramePacks.SECOND);
        FrameTime to = new FrameTime(START + 50 * FramePacks.SECOND);
        Await.on(erasures.ask(new ErasureDirectory.Asked(CAMERA, from, to, null)));
        viewer.take(1000);

        await().atMost(PATIENCE).until(() -> viewer.over);
        assertThat(viewer.frames)
                .extracting(StoredFrame::sequence)
                .containsExactlyElementsOf(LongStream.range(0, 600)
                        .filter(sequence -> sequence < 200 || sequence > 500)
                        .boxed()
                        .toList());
        assertThat(meters.counter(Meters.FRAMES_CORRUPT).count()).isZero();
        assertThat(budget.used()).isZero();
    }

    @Test
    void framesArePacedByTheirTimes() {
        put(NOON, sent(11, "a").toArray(Sent[]::new));
        FrameStreams streams = streams(catalog());
        Viewer viewer =
                viewing(streams.paced(streams.range(CAMERA, START, START + 10 * FramePacks.SECOND, lane), 2, lane));
        long begun = System.nanoTime();

        viewer.take(100);

        await().atMost(PATIENCE).until(() -> viewer.over);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(480));
        assertThat(viewer.frames).hasSize(11);
    }

    @Test
    void aSlowViewerMissesFramesAndIsToldHowMany() {
        now = NOON.plusSeconds(30);
        FrameCatalog catalog = catalog();
        Viewer viewer = viewing(streams(catalog).live(CAMERA, lane));
        viewer.take(1);
        SealedPack first = put(now, FramePacks.frame("a", START, 0));
        catalog.stored(first.key(), first.body().length(), first.table());
        await().atMost(PATIENCE).until(() -> viewer.frames.size() == 1);

        SealedPack many = put(now, sent(101, "a").subList(1, 101).toArray(Sent[]::new));
        catalog.stored(many.key(), many.body().length(), many.table());
        await().atMost(PATIENCE)
                .until(() -> meters.counter(Meters.FRAMES_SKIPPED).count() == 68);
        viewer.take(100);

        await().atMost(PATIENCE).until(() -> viewer.frames.size() == 33);
        assertThat(viewer.skipped.get(1)).isEqualTo(68);
        assertThat(viewer.frames.getLast().sequence()).isEqualTo(100);
        viewer.leave();
        await().atMost(PATIENCE).until(() -> budget.used() == 0);
    }

    @Test
    void damagedFramesAreLeftOutAndCounted() {
        SealedPack pack = FramePacks.pack(NOON, sent(5, "a"));
        ByteBuffer bytes = ByteBuffer.allocate((int) pack.body().length());
        pack.body().chunks().forEach(chunk -> bytes.put(chunk.duplicate()));
        int at = (int) pack.table().frame(2).place().offset() + 3;
        bytes.put(at, (byte) ~bytes.get(at));
        Await.on(store().put(
                        ObjectRef.of("frames", pack.key().toString()),
                        Attributes.NONE,
                        WriteCondition.NONE,
                        Body.of(bytes.flip())));

        Viewer viewer = viewing(streams(catalog()).range(CAMERA, START, START + 10 * FramePacks.SECOND, lane));
        viewer.take(10);

        await().atMost(PATIENCE).until(() -> viewer.over);
        assertThat(viewer.frames).extracting(StoredFrame::sequence).containsExactly(0L, 1L, 3L, 4L);
        assertThat(meters.counter(Meters.FRAMES_CORRUPT).count()).isEqualTo(1);
        assertThat(budget.used()).isZero();
    }
}
