package io.sluice.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What a frame out of a pack costs MinIO itself: ranges of large objects straight from it, signed, against single objects. */
record RangeReadBench(String row) implements RowBench {
    private static final Path RANGES = Path.of("target/bench/ranges").toAbsolutePath();
    static final String PREFIX = "pack/";
    static final int OBJECTS = 14;

    /** About that of a new pack of the recording's. */
    static final long SIZE = 64 * StoredObjects.MIB;

    private static final int SEED = 31;

    @Override
    public List<Line> run(Stand stand) {
        IntStream.rangeClosed(1, OBJECTS).forEach(number -> StoredObjects.put(stand.minio(), PREFIX + number, SIZE));
        List<String> links = stand.signedPaths(PREFIX, OBJECTS);
        Random random = new Random(SEED);
        FrameReadBench.write(RANGES, () -> {
            long from = random.nextLong(SIZE - StoredObjects.SMALL);
            return links.get(random.nextInt(OBJECTS)) + " bytes=%d-%d".formatted(from, from + StoredObjects.SMALL - 1);
        });
        Endpoint minio = stand.minio();
        Contest contest = new Contest(
                row,
                Unit.REQUESTS,
                FrameReadBench.side(stand, minio.named("MinIO, ranges, signed"), RANGES),
                FrameReadBench.objects(stand, random),
                stand.settings().rounds());
        String what = "GET of 30 kB at random out of objects of %d MiB; GET of an object, %d connections"
                .formatted(SIZE / StoredObjects.MIB, Wrk.CONNECTIONS);
        return List.of(Line.Compared.of(contest, what, Goal.none()));
    }

    /** Objects of the size of packs, with keys from 1 on. */
    static void fill(Stand stand) {
        IntStream.rangeClosed(1, OBJECTS).forEach(number -> StoredObjects.put(stand.minio(), PREFIX + number, SIZE));
    }
}
