package io.sluice.feature.frames.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.pack.PackKey;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryPackIndexTest extends PackIndexContract {
    private static final long MIB = 1 << 20;

    @Override
    protected PackIndex index() {
        return new MemoryPackIndex();
    }

    /** A pack every fifth of a second is what one node writes at the longest delay; of 8 MiB each it takes 40 MiB a second. */
    @Test
    void aDayOf50CamerasOf30FramesASecondTakesLessThan100MiB() {
        MemoryPackIndex index = new MemoryPackIndex();
        long before = FiftyCameras.used();

        FiftyCameras.aDay(index, NOON, 30);

        long taken = FiftyCameras.used() - before;
        System.out.printf("index: %d MiB measured, %d MiB told%n", taken / MIB, index.weight() / MIB);
        assertThat(taken).isLessThan(100 * MIB);
        assertThat(index.weight()).isBetween(taken * 3 / 4, taken * 3 / 2);
        assertThat(index.cameras()).hasSize(50).allMatch(camera -> camera.frames() == 86_400L * 30);
    }

    @Test
    void itGrowsWithPacksAndNotWithFrames() {
        MemoryPackIndex slow = new MemoryPackIndex();
        MemoryPackIndex fast = new MemoryPackIndex();

        FiftyCameras.anHour(slow, NOON, 5);
        FiftyCameras.anHour(fast, NOON, 500);

        assertThat(fast.weight()).isEqualTo(slow.weight());
        long once = slow.weight();
        FiftyCameras.anHour(slow, NOON.plusSeconds(3600), 5);
        assertThat(slow.weight()).isBetween(2 * once - MIB / 10, 2 * once + MIB / 10);
    }

    @Test
    void keysComeBackAsTheyWere() {
        Random random = new Random(7);
        MemoryPackIndex index = new MemoryPackIndex();
        for (int i = 0; i < 2000; i++) {
            PackKey key = new PackKey(NOON, "n" + i % 3, FiftyCameras.id(random));
            index.found(List.of(PackFacts.unreadable(key, 1)));
            assertThat(index.has(key)).isTrue();
            assertThat(index.arrived(minute(NOON), minute(NOON) + 1)).contains(key);
            index.forget(minute(NOON), minute(NOON) + 1);
        }
    }
}
