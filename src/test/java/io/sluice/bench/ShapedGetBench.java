package io.sluice.bench;

import io.sluice.testing.RealToxiproxy;
import io.sluice.testing.SluiceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A large object from a store whose every connection is slow, by one client. */
record ShapedGetBench(String row) implements RowBench {
    private static final long KILOBYTES_PER_SECOND = 50_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public List<Line> run(Stand stand) {
        long size = stand.settings().pick(1024, 64) * StoredObjects.MIB;
        long peerSize = stand.settings().pick(256, 16) * StoredObjects.MIB;
        StoredObjects.put(stand.minio(), "shaped/all", size);
        StoredObjects.put(stand.minio(), "shaped/part", peerSize);
        try (RealToxiproxy slow = RealToxiproxy.before(stand.store().endpoint(), KILOBYTES_PER_SECOND);
                SluiceProcess sluice = SluiceProcess.started(stand.setup("-Xmx512m")
                        .withEnvironment(
                                Map.of("MINIO_ENDPOINT", slow.endpoint().toString())))) {
            Ready.await(sluice);
            Endpoint behind = stand.of("Sluice", sluice).with("toxiproxy", slow.process());
            Endpoint direct = stand.minio().at("one stream", slow.endpoint()).with("toxiproxy", slow.process());
            Contest contest = new Contest(
                    row,
                    Unit.BYTES,
                    side(behind, "shaped/all", size),
                    side(direct, "shaped/part", peerSize),
                    stand.settings().rounds());
            String what = "GET %d MiB, 1 client, 50 MB/s for each connection to the store (one stream: %d MiB)"
                    .formatted(size / StoredObjects.MIB, peerSize / StoredObjects.MIB);
            return List.of(Line.Compared.of(contest, what, Goal.atLeast(5)));
        }
    }

    private static Side side(Endpoint endpoint, String key, long size) {
        URI uri = endpoint.object(key);
        return new Side(endpoint.name(), round -> endpoint.measure(() -> load(uri, size)));
    }

    private static Work load(URI uri, long size) {
        long began = System.nanoTime();
        try (Clients clients = new Clients()) {
            clients.start(uri, client -> client.get(uri, size));
            clients.await(PATIENCE);
        }
        return Work.bytes(size, Duration.ofNanos(System.nanoTime() - began));
    }
}
