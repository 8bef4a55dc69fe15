package io.sluice.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteRange;
import io.sluice.store.ETag;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadRange;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HotObjectsTest {
    private static final int MEMORY = 100_000;
    private static final int LARGEST = 10_000;

    private final HotObjects hot = new HotObjects(MEMORY, LARGEST);

    private static ObjectRef object(int number) {
        return ObjectRef.of("files", "k" + number);
    }

    @Test
    void whatWasReadIsHeldUnderItsTag() {
        ByteBuffer first = ByteBuffer.wrap(new byte[] {1, 2});
        ByteBuffer second = ByteBuffer.wrap(new byte[] {3});
        hot.offer(
                object(1),
                new ReadRange(Infos.of(object(1), "a", 3), ByteRange.all().within(3), List.of(first, second)));

        ByteBuffer held = Objects.requireNonNull(hot.bytes(object(1), new ETag("a")));

        assertThat(held).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(held.isReadOnly()).isTrue();
        assertThat(first.position()).isZero();
        assertThat(hot.has(object(1))).isTrue();
    }

    @Test
    void underAnotherTagNothingIsHeld() {
        hot.offer(object(1), Infos.read(object(1), "a", 3));

        assertThat(hot.bytes(object(1), new ETag("b"))).isNull();
        assertThat(hot.bytes(object(2), new ETag("a"))).isNull();
    }

    @Test
    void whatIsDroppedIsNoLongerHeld() {
        hot.offer(object(1), Infos.read(object(1), "a", 3));

        hot.drop(object(1));

        assertThat(hot.has(object(1))).isFalse();
    }

    @Test
    void aLargeObjectOrAPartOfOneIsNotHeld() {
        hot.offer(object(1), Infos.read(object(1), "a", LARGEST + 1));
        hot.offer(
                object(2),
                new ReadRange(
                        Infos.of(object(2), "a", 3),
                        new ByteRange.Resolved(0, 2),
                        List.of(ByteBuffer.wrap(new byte[2]))));
        hot.offer(object(3), Infos.read(object(3), "a", LARGEST));

        assertThat(hot.has(object(1))).isFalse();
        assertThat(hot.has(object(2))).isFalse();
        assertThat(hot.has(object(3))).isTrue();
    }

    @Test
    void neverMoreIsHeldThanItsMemory() {
        long seed = 11;
        Random random = new Random(seed);
        Map<ObjectRef, Integer> sizes = new HashMap<>();
        for (int number = 0; number < 2_000; number++) {
            ObjectRef object = object(number % 300);
            int size = random.nextInt(LARGEST);
            hot.offer(object, Infos.read(object, "e" + number, size));
            sizes.put(object, size);

            assertThat(held(sizes))
                    .as("bytes after %d offers, seed %d", number, seed)
                    .isLessThanOrEqualTo(MEMORY);
        }
        assertThat(held(sizes)).isGreaterThan(MEMORY / 2);
    }

    private long held(Map<ObjectRef, Integer> sizes) {
        return sizes.entrySet().stream()
                .filter(entry -> hot.has(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
