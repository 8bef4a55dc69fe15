package io.sluice.bench;

import io.sluice.bench.Wrk.Keys;
import java.util.List;

/** Small objects that nobody asked for before: in the whole run, each side asks for each of them once. */
record ColdReadBench(String row) implements RowBench {
    private static final long LONGEST_HEAD = 3_000;

    @Override
    public List<Line> run(Stand stand) {
        int keys = (int) stand.settings().pick(20_000, 1_000);
        int rounds = stand.settings().rounds();
        for (int round = 0; round <= rounds; round++) {
            StoredObjects.fill(stand.minio(), prefix(round), keys + Wrk.CONNECTIONS);
        }
        Contest contest =
                new Contest(row, Unit.REQUESTS, side(stand.sluice(), keys), side(stand.nginx(), keys), rounds);
        String what = "GET 30 kB, %,d keys a round, each read once, 32 connections".formatted(keys);
        return List.of(Line.Compared.of(contest.swapped(), what, Goal.atLeast(0.9)));
    }

    private static String prefix(int round) {
        return "cold/" + round + "/";
    }

    private static Side side(Endpoint endpoint, int keys) {
        Keys all = new Keys("GET", keys + Wrk.CONNECTIONS, 0);
        return new Side(
                endpoint.name(),
                round -> endpoint.measure(() -> Wrk.once(endpoint.object(prefix(round)), all, keys)
                        .withAnswersOf(StoredObjects.SMALL, StoredObjects.SMALL + LONGEST_HEAD)
                        .work()));
    }
}
