package io.sluice.bench;

import io.sluice.feature.frames.index.FiftyCameras;
import io.sluice.feature.frames.index.MemoryPackIndex;
import java.time.Instant;
import java.util.List;

/** The memory that the index takes for a day of fifty cameras, measured in this JVM; and for ten times the frames in as many packs. */
record FrameIndexBench(String row) implements RowBench {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int MOST_MIB = 100;
    private static final int USUAL = 30;
    private static final int MANY = 300;

    @Override
    public List<Line> run(Stand stand) {
        long before = FiftyCameras.used();
        MemoryPackIndex usual = aDay(USUAL);
        long taken = FiftyCameras.used() - before;
        double mib = taken / (double) StoredObjects.MIB;
        String told = "%s MiB of heap, %s by its own account; of %d frames/s: %s"
                .formatted(Figures.of(mib), told(usual), MANY, told(aDay(MANY)));
        String what = "index of 24 hours of 50 cameras of %d frames/s, a pack every 0.2 s".formatted(USUAL);
        return List.of(new Line.Bounded(row, what, told, mib, Goal.atMostMib(MOST_MIB)));
    }

    private static MemoryPackIndex aDay(int framesASecond) {
        MemoryPackIndex index = new MemoryPackIndex();
        FiftyCameras.aDay(index, START, framesASecond);
        return index;
    }

    private static String told(MemoryPackIndex index) {
        return Figures.of(index.weight() / (double) StoredObjects.MIB);
    }
}
