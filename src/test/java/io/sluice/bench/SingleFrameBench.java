package io.sluice.bench;

import io.sluice.bench.Wrk.Keys;
import java.util.List;

/** Frames that each come with a request of their own and are answered when they are stored, against one PUT for each. */
record SingleFrameBench(String row) implements RowBench {
    static final int CONNECTIONS = 256;

    @Override
    public List<Line> run(Stand stand) {
        Endpoint api = stand.api();
        int seconds = stand.settings().frameSeconds();
        Side single = new Side(api.name(), round -> {
            stand.dropPacks();
            Disk.settle();
            return api.measure(() -> load(api, seconds));
        });
        Contest contest = new Contest(
                row,
                Unit.FRAMES,
                single,
                FramePushBench.put(stand, StoredObjects.SMALL, CONNECTIONS),
                stand.settings().rounds());
        String what = "POST of one frame of %,d bytes, %d connections; PUT, as many"
                .formatted(StoredObjects.SMALL, CONNECTIONS);
        Line line = Line.Compared.of(contest, what, Goal.atLeast(3));
        stand.dropPacks();
        return List.of(line);
    }

    static Work load(Endpoint api, int seconds) {
        Keys cameras = new Keys("POST", CONNECTIONS, StoredObjects.SMALL)
                .withConnections(CONNECTIONS)
                .withSuffix("/frames");
        return Wrk.circling(api.object("cameras/single-"), cameras, seconds).work();
    }
}
