package io.sluice.feature.frames.erasing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.time.Ids;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.erasures.Erasure;
import io.sluice.feature.frames.index.MemoryPackIndex;
import io.sluice.feature.frames.pack.PackCheck;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.feature.frames.read.FrameSearch;
import io.sluice.feature.frames.read.ListFrames;
import io.sluice.feature.frames.read.StoredFrame;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.feature.frames.settings.CameraSettings;
import io.sluice.feature.frames.settings.Hold;
import io.sluice.store.Await;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.WriteCondition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Packs with frames that are to be erased, and replicas that do it. */
abstract class ErasingFixture extends FrameFixture {
    static final long SECOND = FramePacks.SECOND;
    static final long MINUTE = 60 * SECOND;
    static final CameraName A = new CameraName("a");
    static final CameraName B = new CameraName("b");

    ErasureReplica replica(ObjectStore store) {
        PackRewrite.Parts parts = new PackRewrite.Parts(store, catalog(), budget, time, timers, Ids.system(), lane);
        return new ErasureReplica(manifests(store), parts);
    }

    ErasureReplica replica() {
        return replica(store());
    }

    static Erasure erase(ErasureReplica replica, long from, long to) {
        return Await.on(replica.requests.range(A, new FrameTime(from), new FrameTime(to)));
    }

    void hold(long from, long to) {
        Hold hold = new Hold("h", new FrameTime(from), new FrameTime(to), "why", now);
        Await.on(replica().cameras.hold(A, hold));
    }

    static Sent frame(String camera, int minute, int second) {
        return FramePacks.frame(camera, START + minute * MINUTE + second * SECOND, minute * 60L + second);
    }

    SealedPack minute(int minute, Sent... frames) {
        return put(NOON.plus(Duration.ofMinutes(minute)), frames);
    }

    List<PackKey> packs() {
        List<PackKey> packs = new ArrayList<>();
        for (ListPage.Entry entry : Await.on(store().list(new ListQuery(FRAMES, PackKey.ROOT, null, null, 1000)))
                .objects()) {
            packs.add(Objects.requireNonNull(PackKey.parseOrNull(entry.key().value())));
        }
        return packs;
    }

    private List<String> objects() {
        return packs().stream().map(this::text).toList();
    }

    /** The bytes of an object, each as a character. */
    private String text(PackKey pack) {
        ByteBuffer bytes = Await.on(store().get(pack.object(), ByteRange.all(), 8 << 20, ReadCondition.NONE))
                .joined();
        assertThat(PackCheck.check(bytes).whole()).isTrue();
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }

    private static String image(Sent frame) {
        return new String(frame.bytes(), StandardCharsets.ISO_8859_1);
    }

    void assertInBucket(Sent... frames) {
        List<String> objects = objects();
        for (Sent frame : frames) {
            assertThat(objects.stream().filter(object -> object.contains(image(frame))))
                    .as("%s", frame.head())
                    .hasSize(1);
        }
    }

    void assertGone(Sent... frames) {
        List<String> objects = objects();
        for (Sent frame : frames) {
            assertThat(objects).as("%s", frame.head()).noneMatch(object -> object.contains(image(frame)));
        }
    }

    /** By a process that knows nothing, and looks through all that came late. */
    List<StoredFrame> listed(CameraName camera) {
        return listed(search(catalog(new MemoryPackIndex(), Duration.ofHours(2))), camera);
    }

    static List<StoredFrame> listed(FrameSearch search, CameraName camera) {
        return Await.on(search.list(
                        new ListFrames(camera, START - 10 * MINUTE, START + 60 * MINUTE, Duration.ZERO, 1000, null)))
                .frames();
    }

    void later(Duration afterAsking) {
        now = NOON.plus(Duration.ofHours(1)).plus(afterAsking);
    }

    static void say(ErasureReplica replica) {
        Await.on(replica.cameras.put(
                A, new CameraSettings(Duration.ofDays(1000), Map.of(), null, List.of()), WriteCondition.NONE));
    }
}
