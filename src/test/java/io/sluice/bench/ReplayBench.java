package io.sluice.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** All frames of one camera of a recording in one answer, one camera after another, against as many objects one by one. */
record ReplayBench(String row) implements RowBench {
    private static final int REPLAYS = 20;
    private static final int OBJECTS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public List<Line> run(Stand stand) {
        Recording recording = stand.recording();
        stand.fill(SmallPutBench.PREFIX, recording.seconds());
        Endpoint api = stand.api();
        Endpoint minio = stand.minio();
        Contest contest = new Contest(
                row,
                Unit.FRAMES,
                new Side(api.name(), round -> api.measure(() -> replays(api, recording, REPLAYS))),
                objects(minio, recording.seconds()),
                stand.settings().rounds());
        String what = "replay of %d s of one camera of %d, as fast as it goes, %s; GET of as many objects, 1 connection"
                .formatted(recording.seconds(), recording.cameras(), recording.told());
        return List.of(Line.Compared.of(contest, what, Goal.atLeast(10)));
    }

    static Work replays(Endpoint api, Recording recording, int times) {
        return timed(api, (long) times * recording.seconds(), client -> {
            for (int time = 0; time < times; time++) {
                String camera = recording.camera(time % recording.cameras());
                replay(
                        client,
                        api.object("cameras/%s/stream?%s&speed=0".formatted(camera, recording.range())),
                        recording);
            }
        });
    }

    private static void replay(BlockingClient client, URI uri, Recording recording) throws IOException {
        long bytes = client.read("GET", uri);
        long images = (long) recording.seconds() * StoredObjects.SMALL;
        if (bytes < images || bytes > images + images / 10) {
            throw new IOException("a replay of %d bytes, not of %d and some heads".formatted(bytes, images));
        }
    }

    /** As many objects one by one. */
    static Side objects(Endpoint minio, int count) {
        return new Side(
                minio.name(),
                round -> minio.measure(() -> timed(minio, (long) OBJECTS * count, client -> {
                    for (int number = 0; number < OBJECTS * count; number++) {
                        client.get(minio.object(SmallPutBench.PREFIX + (1 + number % count)), StoredObjects.SMALL);
                    }
                })));
    }

    private static Work timed(Endpoint endpoint, long frames, Clients.Job job) {
        long began = System.nanoTime();
        try (Clients clients = new Clients()) {
            clients.start(endpoint.object(""), job);
            clients.await(PATIENCE);
        }
        return Work.requests(frames, (System.nanoTime() - began) / 1e9);
    }
}
