package io.sluice.bench;

import io.sluice.bench.Wrk.Keys;
import java.util.List;
import java.util.Map;

/**
 * Frames pushed on streams until they are acknowledged, against one PUT for each straight to MinIO; and the processor time of
 * all servers for them.
 */
record FramePushBench(String row, int frameBytes, Goal goal, Goal cpuGoal) implements RowBench {
    static final int CAMERAS = 32;

    @Override
    public List<Line> run(Stand stand) {
        Contest contest = new Contest(
                row,
                Unit.FRAMES,
                pushed(stand),
                put(stand, frameBytes, Wrk.CONNECTIONS),
                stand.settings().rounds());
        String what = "frames of %,d bytes on %d streams until they are acknowledged; PUT, %d connections"
                .formatted(frameBytes, CAMERAS, Wrk.CONNECTIONS);
        Line.Compared speed = Line.Compared.of(contest, what, goal);
        stand.dropPacks();
        return List.of(speed, cpu(speed));
    }

    private Side pushed(Stand stand) {
        CameraLoop.Load load =
                CameraLoop.Load.unpaced(CAMERAS, frameBytes, stand.settings().frameSeconds());
        Endpoint api = stand.api();
        return new Side(api.name(), round -> {
            stand.dropPacks();
            Disk.settle();
            return api.measure(() -> CameraLoop.run(api, load).work());
        });
    }

    /** One PUT for each frame, over keys that are there, straight to MinIO. */
    static Side put(Stand stand, int frameBytes, int connections) {
        int keys = (int) stand.settings().pick(5_000, 500);
        // Others read those of the usual size.
        String prefix = frameBytes == StoredObjects.SMALL ? SmallPutBench.PREFIX : "put-" + frameBytes + "/";
        stand.fill(prefix, keys);
        Keys all = new Keys("PUT", keys, frameBytes).withConnections(connections);
        Endpoint minio = stand.minio();
        int seconds = stand.settings().frameSeconds();
        return new Side(minio.name(), round -> {
            Disk.settle();
            return minio.measure(
                    () -> Wrk.circling(minio.object(prefix), all, seconds).work());
        });
    }

    private Line cpu(Line.Compared speed) {
        List<Round> rounds = speed.rounds().stream()
                .map(round -> new Round(all(round.first()), all(round.second())))
                .toList();
        Contest contest = new Contest(
                row + "-cpu",
                Unit.FRAME_CPU,
                speed.contest().first(),
                speed.contest().second(),
                speed.contest().rounds());
        return new Line.Compared(
                contest.row(), "the same: processor time of all servers together", contest, rounds, cpuGoal);
    }

    private static Reading all(Reading reading) {
        double seconds =
                reading.cpu().keySet().stream().mapToDouble(reading::cpuOf).sum();
        return new Reading(new Work(seconds, reading.work().amount()), Map.of());
    }
}
