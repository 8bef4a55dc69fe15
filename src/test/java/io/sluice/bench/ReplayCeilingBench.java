package io.sluice.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** How many frames a second could be replayed if there were nothing but the store: reads as Sluice makes them, straight to MinIO. */
record ReplayCeilingBench(String row) implements RowBench {
    /** As many as Sluice has under way for one replay. */
    private static final int AT_ONCE = 4;

    /** A minute of the recording lies in two packs. */
    private static final long READ = 30L * StoredObjects.SMALL;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SEED = 33;

    @Override
    public List<Line> run(Stand stand) {
        RangeReadBench.fill(stand);
        int seconds = stand.recording().seconds();
        stand.fill(SmallPutBench.PREFIX, seconds);
        Endpoint minio = stand.minio();
        long reads = stand.settings().pick(1_000, 50);
        Contest contest = new Contest(
                row,
                Unit.FRAMES,
                new Side("MinIO, ranges", round -> minio.measure(() -> load(minio, reads))),
                ReplayBench.objects(minio, seconds),
                stand.settings().rounds());
        String what =
                "GET of %,d bytes at random out of objects of %d MiB, %d connections, told as frames of %,d bytes; GET of as many objects, 1 connection"
                        .formatted(READ, RangeReadBench.SIZE / StoredObjects.MIB, AT_ONCE, StoredObjects.SMALL);
        return List.of(Line.Compared.of(contest, what, Goal.none()));
    }

    private static Work load(Endpoint minio, long reads) {
        long began = System.nanoTime();
        try (Clients clients = new Clients()) {
            for (int number = 0; number < AT_ONCE; number++) {
                Random random = new Random(SEED + number);
                clients.start(minio.object(""), client -> {
                    for (long read = 0; read < reads; read++) {
                        URI pack = minio.object(RangeReadBench.PREFIX + (1 + random.nextInt(RangeReadBench.OBJECTS)));
                        client.range(pack, random.nextLong(RangeReadBench.SIZE - READ), READ);
                    }
                });
            }
            clients.await(PATIENCE);
        }
        return Work.requests(AT_ONCE * reads * READ / StoredObjects.SMALL, (System.nanoTime() - began) / 1e9);
    }
}
