package io.sluice.bench;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How long small requests take beside clients that move large objects, against the same without them.
 *
 * @param small the way of the small requests, which are all for one object
 * @param large the way of the load
 */
record MixedLatencyBench(String row, Function<Stand, Endpoint> small, Function<Stand, Endpoint> large, Goal goal)
        implements RowBench {
    private static final String SMALL_KEY = "small/mixed";
    private static final String BIG_KEY = "big/mixed";
    private static final int EACH_WAY = 4;

    @Override
    public List<Line> run(Stand stand) {
        long size = stand.settings().pick(256, 32) * StoredObjects.MIB;
        StoredObjects.put(stand.minio(), SMALL_KEY, StoredObjects.SMALL);
        StoredObjects.put(stand.minio(), BIG_KEY, size);
        Endpoint asked = small.apply(stand);
        Load load = new Load(large.apply(stand), size);
        int seconds = (int) stand.settings().pick(15, 4);
        Side loaded = new Side(
                asked.name() + " beside the load",
                round -> asked.measure(() -> load.beside(() -> p99(asked, seconds))));
        Side alone = new Side("alone", round -> asked.measure(() -> p99(asked, seconds)));
        Contest contest =
                new Contest(row, Unit.LATENCY, loaded, alone, stand.settings().rounds());
        String what = "p99 of GET 30 kB, 32 connections, while %d clients put and %d get %d MiB"
                .formatted(EACH_WAY, EACH_WAY, size / StoredObjects.MIB);
        return List.of(Line.Compared.of(contest, what, goal));
    }

    /** Clients that move large objects until they are told to stop. */
    private record Load(Endpoint way, long size) {
        Work beside(Supplier<Work> measured) {
            try (Clients movers = new Clients()) {
                for (int i = 0; i < EACH_WAY; i++) {
                    URI up = way.object("big/mixed-" + i);
                    URI down = way.object(BIG_KEY);
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
                Work work = measured.get();
                movers.check();
                return work;
            }
        }
    }

    private static Work p99(Endpoint endpoint, int seconds) {
        Wrk.Result result = Wrk.same(endpoint.object(SMALL_KEY), seconds);
        return new Work(result.p99Millis(), result.requests() / 1e3);
    }
}
