package io.sluice.feature.frames.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.pack.PackKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryPackIndexTest extends PackIndexContract {
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final List<String> FIFTY =
            IntStream.range(0, 50).mapToObj("camera-%02d"::formatted).toList();
    private static final long MIB = 1 << 20;
    private static final int PACKS_A_SECOND = 5;

    @Override
    protected PackIndex index() {
        return new MemoryPackIndex();
    }

    /** A pack every fifth of a second is what one node writes at the longest delay; of 8 MiB each it takes 40 MiB a second. */
    @Test
    void aDayOf50CamerasOf30FramesASecondTakesLessThan100MiB() {
        MemoryPackIndex index = new MemoryPackIndex();
        long before = used();

        aDay(index, 30);

        long taken = used() - before;
        System.out.printf("index: %d MiB measured, %d MiB told%n", taken / MIB, index.weight() / MIB);
        assertThat(taken).isLessThan(100 * MIB);
        assertThat(index.weight()).isBetween(taken * 3 / 4, taken * 3 / 2);
        assertThat(index.cameras()).hasSize(50).allMatch(camera -> camera.frames() == 86_400L * 30);
    }

    @Test
    void itGrowsWithPacksAndNotWithFrames() {
        MemoryPackIndex slow = new MemoryPackIndex();
        MemoryPackIndex fast = new MemoryPackIndex();

        anHour(slow, NOON, 5);
        anHour(fast, NOON, 500);

        assertThat(fast.weight()).isEqualTo(slow.weight());
        long once = slow.weight();
        anHour(slow, NOON.plusSeconds(3600), 5);
        assertThat(slow.weight()).isBetween(2 * once - MIB / 10, 2 * once + MIB / 10);
    }

    private static void aDay(MemoryPackIndex index, int framesASecond) {
        for (int hour = 0; hour < 24; hour++) {
            anHour(index, NOON.plusSeconds(3600L * hour), framesASecond);
        }
    }

    private static void anHour(MemoryPackIndex index, Instant start, int framesASecond) {
        Random random = new Random(start.getEpochSecond());
        Map<String, CameraShare> shares = new HashMap<>();
        int frames = framesASecond / PACKS_A_SECOND;
        FIFTY.forEach(camera -> shares.put(camera, new CameraShare(frames, 30_000L * frames)));
        for (int i = 0; i < 3600 * PACKS_A_SECOND; i++) {
            long first = FramePacks.nanos(start) + i * FramePacks.SECOND / PACKS_A_SECOND;
            PackKey key =
                    new PackKey(start.plusSeconds(60L * (i / (60 * PACKS_A_SECOND))), "node-" + i % 2, id(random));
            FrameCluster cluster = new FrameCluster(first, first + FramePacks.SECOND / PACKS_A_SECOND - 1, FIFTY);
            index.found(List.of(new PackFacts(key, 8 << 20, List.of(cluster), shares)));
        }
    }

    private static String id(Random random) {
        char[] id = new char[26];
        for (int i = 0; i < id.length; i++) {
            id[i] = DIGITS[random.nextInt(i == 0 ? 8 : 32)];
        }
        return new String(id);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void keysComeBackAsTheyWere() {
        Random random = new Random(7);
        MemoryPackIndex index = new MemoryPackIndex();
        for (int i = 0; i < 2000; i++) {
            PackKey key = new PackKey(NOON, "n" + i % 3, id(random));
            index.found(List.of(PackFacts.unreadable(key, 1)));
            assertThat(index.has(key)).isTrue();
            assertThat(index.arrived(minute(NOON), minute(NOON) + 1)).contains(key);
            index.forget(minute(NOON), minute(NOON) + 1);
        }
    }
}
