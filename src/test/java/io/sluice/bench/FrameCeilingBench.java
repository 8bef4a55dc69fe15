package io.sluice.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** How many frames a second there would be if packs cost nothing but their way into MinIO, against one PUT for each. */
record FrameCeilingBench(String row) implements RowBench {
    /** As many as Sluice has under way. */
    private static final int CLIENTS = 4;

    private static final long PACK = 8 * StoredObjects.MIB;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public List<Line> run(Stand stand) {
        Endpoint minio = stand.minio();
        int seconds = stand.settings().frameSeconds();
        Side packs = new Side("MinIO, 8 MiB each", round -> {
            Disk.settle();
            return minio.measure(() -> load(minio, seconds));
        });
        Contest contest = new Contest(
                row,
                Unit.FRAMES,
                packs,
                FramePushBench.put(stand, StoredObjects.SMALL, Wrk.CONNECTIONS),
                stand.settings().rounds());
        String what = "PUT of 8 MiB, %d clients, told as frames of %,d bytes; PUT of one, %d connections"
                .formatted(CLIENTS, StoredObjects.SMALL, Wrk.CONNECTIONS);
        return List.of(Line.Compared.of(contest, what, Goal.none()));
    }

    private static Work load(Endpoint minio, int seconds) {
        long began = System.nanoTime();
        long end = began + Duration.ofSeconds(seconds).toNanos();
        long[] packs = new long[CLIENTS];
        try (Clients clients = new Clients()) {
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                clients.start(minio.object(""), client -> {
                    for (; System.nanoTime() < end; packs[number]++) {
                        // Over few keys, so that the disk does not fill.
                        URI uri = minio.object("packs/" + number + "-" + packs[number] % 32);
                        client.put(uri, PACK);
                    }
                });
            }
            clients.await(PATIENCE);
        }
        long all = 0;
        for (long count : packs) {
            all += count;
        }
        return Work.requests(all * PACK / StoredObjects.SMALL, (System.nanoTime() - began) / 1e9);
    }
}
