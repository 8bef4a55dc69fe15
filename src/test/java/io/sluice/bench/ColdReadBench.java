package io.sluice.bench;

import io.sluice.bench.Wrk.Keys;
import java.util.List;

/**
 * Small objects, through nginx and another way: in one row, each side asks for each of them once. Sluice, which might remember
 * them, never sees one twice; the row without it reads what the row with it has read.
 */
record ColdReadBench(String row, Way way, Goal goal) implements RowBench {
    private static final long LONGEST_HEAD = 3_000;

    @Override
    public List<Line> run(Stand stand) {
        int keys = (int) stand.settings().pick(20_000, 1_000);
        int rounds = stand.settings().rounds();
        for (int round = 0; round <= rounds; round++) {
            stand.fill(prefix(round), keys + Wrk.CONNECTIONS);
        }
        Side plain = side(stand.nginx(), keys);
        Side first = switch (way) {
            case SLUICE -> side(stand.sluice(), keys);
            case SIGNED_NGINX -> signed(stand, keys);
        };
        Contest contest = new Contest(row, Unit.REQUESTS, first, plain, rounds);
        String what = "GET 30 kB, %,d keys a round, each read once, 32 connections".formatted(keys);
        return List.of(Line.Compared.of(contest.swapped(), what, goal));
    }

    private static String prefix(int round) {
        return "cold/" + round + "/";
    }

    private Side side(Endpoint endpoint, int keys) {
        Keys all = new Keys("GET", keys + Wrk.CONNECTIONS, 0);
        return new Side(endpoint.name(), round -> measured(endpoint, prefix(round), all, keys));
    }

    private Side signed(Stand stand, int keys) {
        Endpoint nginx = stand.nginx();
        Keys all = new Keys("GET", keys + Wrk.CONNECTIONS, 0);
        return new Side("nginx, signed", round -> {
            Keys signed = all.withQueries(stand.signedQueries(prefix(round), all));
            return measured(nginx, prefix(round), signed, keys);
        });
    }

    private static Reading measured(Endpoint endpoint, String prefix, Keys all, int keys) {
        return endpoint.measure(() -> Wrk.once(endpoint.object(prefix), all, keys)
                .withAnswersOf(StoredObjects.SMALL, StoredObjects.SMALL + LONGEST_HEAD)
                .work());
    }
}
