package io.sluice.bench;

import io.sluice.bench.Wrk.Keys;
import io.sluice.testing.SluiceProcess;
import java.util.List;
import java.util.Map;

/**
 * What the audit trail costs: two Sluices that are alike but for it, under full load. Of writes every one has its line; of reads
 * only where a bucket says so, and there the line is most of the work, as the object is in memory.
 */
record AuditBench(String row, Kind kind, Goal goal) implements RowBench {
    private static final String KEY = "small/hot";

    enum Kind {
        PUT("PUT 30 kB over %,d keys, 32 connections; every one has a line in the audit trail, or there is none"),
        GET(
                "GET 30 kB, one key out of memory, 32 connections; every one has a line in the audit trail, or there is none");

        private final String what;

        Kind(String what) {
            this.what = what;
        }
    }

    @Override
    public List<Line> run(Stand stand) {
        int keys = (int) stand.settings().pick(5_000, 500);
        stand.fill(SmallPutBench.PREFIX, keys);
        StoredObjects.put(stand.minio(), KEY, StoredObjects.SMALL);
        try (SluiceProcess with = started(stand, true);
                SluiceProcess without = started(stand, false)) {
            Side first = side(stand.of("Sluice", with), keys, stand.settings());
            Side second = side(stand.of("without a trail", without), keys, stand.settings());
            Contest contest = new Contest(
                            row, Unit.REQUESTS, first, second, stand.settings().rounds())
                    .swapped();
            return List.of(Line.Compared.of(contest, kind.what.formatted(keys), goal));
        }
    }

    private static SluiceProcess started(Stand stand, boolean audit) {
        SluiceProcess sluice = SluiceProcess.started(stand.setup("-Xmx512m")
                .withProperties(Map.of(
                        "sluice.audit.enabled",
                        Boolean.toString(audit),
                        "sluice.buckets.files.audit-reads",
                        Boolean.toString(audit))));
        Ready.await(sluice);
        return sluice;
    }

    private Side side(Endpoint endpoint, int keys, Settings settings) {
        load(endpoint, keys, (int) settings.pick(30, 1));
        return new Side(endpoint.name(), round -> {
            Disk.settle();
            return endpoint.measure(() -> load(endpoint, keys, settings.seconds()));
        });
    }

    private Work load(Endpoint endpoint, int keys, int seconds) {
        return switch (kind) {
            case PUT ->
                Wrk.circling(endpoint.object(SmallPutBench.PREFIX), new Keys("PUT", keys, StoredObjects.SMALL), seconds)
                        .work();
            case GET -> Wrk.same(endpoint.object(KEY), seconds).work();
        };
    }
}
