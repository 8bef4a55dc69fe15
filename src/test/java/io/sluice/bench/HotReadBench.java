package io.sluice.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** One small object, asked for again and again. */
record HotReadBench(String row, String what, Kind kind, Pair pair, Goal goal) implements RowBench {
    private static final String KEY = "small/hot";
    private static final long LONGEST_HEAD = 3_000;

    /** The two that are compared. */
    record Pair(Function<Stand, Endpoint> first, Function<Stand, Endpoint> second) {
        static Pair sluiceAnd(Function<Stand, Endpoint> peer) {
            return new Pair(Stand::sluice, peer);
        }
    }

    enum Kind {
        GET,
        HEAD,
        NOT_MODIFIED
    }

    @Override
    public List<Line> run(Stand stand) {
        StoredObjects.put(stand.minio(), KEY, StoredObjects.SMALL);
        int seconds = stand.settings().seconds();
        Contest contest = new Contest(
                row,
                Unit.REQUESTS,
                side(pair.first().apply(stand), seconds),
                side(pair.second().apply(stand), seconds),
                stand.settings().rounds());
        return List.of(Line.Compared.of(contest, what, goal));
    }

    private Side side(Endpoint endpoint, int seconds) {
        URI uri = endpoint.object(KEY);
        String etag = StoredObjects.etag(uri);
        if (kind == Kind.NOT_MODIFIED) {
            StoredObjects.assertNotModified(uri, etag);
        }
        return new Side(endpoint.name(), round -> endpoint.measure(() -> load(uri, etag, seconds)));
    }

    private Work load(URI uri, String etag, int seconds) {
        return switch (kind) {
            case GET ->
                Wrk.same(uri, seconds)
                        .withAnswersOf(StoredObjects.SMALL, StoredObjects.SMALL + LONGEST_HEAD)
                        .work();
            case HEAD -> HeadLoop.run(uri, Duration.ofSeconds(seconds));
            case NOT_MODIFIED ->
                Wrk.same(uri, seconds, "If-None-Match: " + etag)
                        .withAnswersOf(1, LONGEST_HEAD)
                        .work();
        };
    }
}
