package io.sluice.bench;

import java.net.URI;
import java.util.List;

/** How long small requests take beside clients that move large objects, against the same without them. */
record MixedLatencyBench(String row) implements RowBench {
    private static final String SMALL_KEY = "small/mixed";
    private static final String BIG_KEY = "big/mixed";
    private static final int EACH_WAY = 4;

    @Override
    public List<Line> run(Stand stand) {
        long size = stand.settings().pick(256, 32) * StoredObjects.MIB;
        StoredObjects.put(stand.minio(), SMALL_KEY, StoredObjects.SMALL);
        StoredObjects.put(stand.minio(), BIG_KEY, size);
        Endpoint sluice = stand.sluice();
        int seconds = (int) stand.settings().pick(15, 4);
        Side loaded = new Side("beside the load", round -> sluice.measure(() -> besideLoad(sluice, size, seconds)));
        Side alone = new Side("alone", round -> sluice.measure(() -> p99(sluice, seconds)));
        Contest contest =
                new Contest(row, Unit.LATENCY, loaded, alone, stand.settings().rounds());
        String what = "p99 of GET 30 kB, 32 connections, while %d clients put and %d get %d MiB"
                .formatted(EACH_WAY, EACH_WAY, size / StoredObjects.MIB);
        return List.of(Line.Compared.of(contest, what, Goal.atMost(5)));
    }

    private static Work besideLoad(Endpoint sluice, long size, int seconds) {
        try (Clients movers = new Clients()) {
            for (int i = 0; i < EACH_WAY; i++) {
                URI up = sluice.object("big/mixed-" + i);
                URI down = sluice.object(BIG_KEY);
                movers.start(up, client -> {
                    while (!movers.ended()) {
                        client.put(up, size);
                    }
                });
                movers.start(down, client -> {
                    while (!movers.ended()) {
                        client.get(down, size);
                    }
                });
            }
            Work p99 = p99(sluice, seconds);
            movers.check();
            return p99;
        }
    }

    private static Work p99(Endpoint sluice, int seconds) {
        Wrk.Result result = Wrk.same(sluice.object(SMALL_KEY), seconds);
        return new Work(result.p99Millis(), result.requests() / 1e3);
    }
}
