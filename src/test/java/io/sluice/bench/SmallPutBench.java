package io.sluice.bench;

import io.sluice.bench.Wrk.Keys;
import java.util.List;

/** Small objects written, each side over the same keys, which are there from the start: the disk does not fill. */
record SmallPutBench(String row, Way way, Goal goal) implements RowBench {
    /** Of keys that are there to be written over. */
    static final String PREFIX = "put/";

    @Override
    public List<Line> run(Stand stand) {
        int keys = (int) stand.settings().pick(5_000, 500);
        stand.fill(PREFIX, keys);
        Keys all = new Keys("PUT", keys, StoredObjects.SMALL);
        int seconds = stand.settings().seconds();
        Side first = switch (way) {
            case SLUICE -> side(stand.sluice(), all, seconds);
            case SIGNED_NGINX ->
                side(stand.nginx().named("nginx, signed"), all.withQueries(stand.signedQueries(PREFIX, all)), seconds);
        };
        Contest contest = new Contest(
                row,
                Unit.REQUESTS,
                first,
                side(stand.nginx(), all, seconds),
                stand.settings().rounds());
        String what = "PUT 30 kB over %,d keys, 32 connections".formatted(keys);
        return List.of(Line.Compared.of(contest, what, goal));
    }

    private static Side side(Endpoint endpoint, Keys keys, int seconds) {
        return new Side(endpoint.name(), round -> {
            Disk.settle();
            return endpoint.measure(
                    () -> Wrk.circling(endpoint.object(PREFIX), keys, seconds).work());
        });
    }
}
