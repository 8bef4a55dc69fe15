package io.sluice.feature.frames.index;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.pack.PackKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** What an index holds of fifty cameras whose frames two nodes pack at the longest delay: a pack every fifth of a second. */
public final class FiftyCameras {
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final List<String> FIFTY =
            IntStream.range(0, 50).mapToObj("camera-%02d"::formatted).toList();
    private static final int PACKS_A_SECOND = 5;

    private FiftyCameras() {}

    /** Adds 24 hours from {@code start} on. */
    public static void aDay(MemoryPackIndex index, Instant start, int framesASecond) {
        for (int hour = 0; hour < 24; hour++) {
            anHour(index, start.plusSeconds(3600L * hour), framesASecond);
        }
    }

    public static void anHour(MemoryPackIndex index, Instant start, int framesASecond) {
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

    static String id(Random random) {
        char[] id = new char[26];
        for (int i = 0; i < id.length; i++) {
            id[i] = DIGITS[random.nextInt(i == 0 ? 8 : 32)];
        }
        return new String(id);
    }

    /** Bytes of this JVM's heap that are in use. */
    public static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
