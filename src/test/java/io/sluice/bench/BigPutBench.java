package io.sluice.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Large objects written, over the same keys again and again, against one PUT each to MinIO. */
record BigPutBench(String row, int clients, Function<Stand, Endpoint> way, Goal goal) implements RowBench {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public List<Line> run(Stand stand) {
        long size = stand.settings().pick(256, 32) * StoredObjects.MIB;
        Contest contest = new Contest(
                row,
                Unit.BYTES,
                side(way.apply(stand), clients, size),
                side(stand.minio(), clients, size),
                stand.settings().rounds());
        String what = "PUT %d MiB, clients: %d".formatted(size / StoredObjects.MIB, clients);
        return List.of(Line.Compared.of(contest, what, goal));
    }

    static Side side(Endpoint endpoint, int clients, long size) {
        return new Side(endpoint.name(), round -> {
            Disk.settle();
            return endpoint.measure(() -> load(endpoint, clients, size));
        });
    }

    private static Work load(Endpoint endpoint, int clients, long size) {
        long began = System.nanoTime();
        try (Clients all = new Clients()) {
            for (int i = 0; i < clients; i++) {
                URI uri = endpoint.object("big/put-" + i);
                all.start(uri, client -> client.put(uri, size));
            }
            all.await(PATIENCE);
        }
        return Work.bytes(clients * size, Duration.ofNanos(System.nanoTime() - began));
    }
}
