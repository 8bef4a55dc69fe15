package io.sluice.feature.frames.erasures;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.WatchedStore;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.WriteCondition;
import io.sluice.store.manifest.ManifestFolder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How records of erasures are remembered, as any folder of manifests is. */
class ErasureDirectoryIT extends FrameFixture {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger lists = new AtomicInteger();
    private final AtomicInteger gets = new AtomicInteger();

    private final TimeSource clock = new TimeSource() {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return nanos.get();
        }
    };

    private ErasureDirectory directory() {
        ObjectStore counting = WatchedStore.of(store(), (method, key) -> {
            if (method.equals("list")) {
                lists.incrementAndGet();
            } else if (method.equals("get")) {
                gets.incrementAndGet();
            }
        });
        return new ErasureDirectory(manifests(counting), FRAMES, Ids.system(), clock);
    }

    private static Erasure ask(ErasureDirectory directory) {
        return Await.on(directory.ask(
                new ErasureDirectory.Asked(new CameraName("a"), new FrameTime(1), new FrameTime(2), null)));
    }

    private static Erasure counted(Erasure erasure) {
        ErasureWork work = erasure.work();
        return erasure.with(work.moved(work.way(), new ErasureWork.Counted(1, 1)));
    }

    private void pass(Duration length) {
        nanos.addAndGet(length.toNanos());
    }

    @Test
    void whatWasAskedOfThisReplicaIsKnownAtOnceAndByOthersWithinTheTimeThatTheyRemember() {
        ErasureDirectory mine = directory();
        ErasureDirectory other = directory();
        assertThat(Await.on(mine.known()).all()).isEmpty();
        assertThat(Await.on(other.known()).all()).isEmpty();

        Erasure erasure = ask(mine);

        assertThat(mine.atHand()).isNull();
        assertThat(Await.on(mine.known()).all()).containsExactly(erasure);
        assertThat(Await.on(other.known()).all()).isEmpty();
        assertThat(Await.on(other.now()).all()).containsExactly(erasure);
        ErasureDirectory third = directory();
        Await.on(third.known());
        pass(ManifestFolder.FRESH_FOR);
        assertThat(third.atHand()).isNull();
        assertThat(Await.on(other.known()).all()).containsExactly(erasure);
    }

    @Test
    void onlyWhatHasChangedIsReadAgain() {
        ErasureDirectory directory = directory();
        Erasure first = ask(directory);
        Erasure second = ask(directory);
        Await.on(directory.known());
        int before = gets.get();

        Await.on(directory.change(first.id(), Erasure::withoutSettings));
        assertThat(Await.on(directory.known()).all()).containsExactly(first, second);
        assertThat(gets.get()).isEqualTo(before + 1);

        Erasure changed = Await.on(directory.change(first.id(), ErasureDirectoryIT::counted))
                .orElseThrow();
        Await.on(directory.remove(second.id()));
        assertThat(changed.work().frames()).isEqualTo(1);
        assertThat(Await.on(directory.known()).all()).containsExactly(changed);
        assertThat(Await.on(directory.change(second.id(), ErasureDirectoryIT::counted)))
                .isEmpty();
    }

    @Test
    void itIsRenewedBeforeAnybodyHasToWaitForIt() {
        ErasureDirectory directory = directory();
        Await.on(directory.known());
        assertThat(lists).hasValue(1);
        Await.on(directory.known());
        assertThat(lists).hasValue(1);

        pass(ManifestFolder.FRESH_FOR.dividedBy(2));
        assertThat(Await.on(directory.known()).all()).isEmpty();
        assertThat(lists).hasValue(2);
    }

    @Test
    void otherObjectsArePassedOverAndOneThatCannotBeUnderstoodIsTold() {
        put("erasures/notes.txt");
        put("erasures/notes.json");
        ErasureDirectory directory = directory();
        assertThat(Await.on(directory.known()).all()).isEmpty();

        put("erasures/01M7YX48217C58NHXQYB8GNS28.json");
        assertThat(Await.failure(directory().known()).code()).isEqualTo(FaultCode.STORE_CORRUPT);
    }

    private void put(String key) {
        Await.on(store().put(
                        ObjectRef.of("frames", key),
                        Attributes.NONE,
                        WriteCondition.NONE,
                        Body.of(ByteBuffer.wrap(new byte[] {'{', '}'}))));
    }
}
