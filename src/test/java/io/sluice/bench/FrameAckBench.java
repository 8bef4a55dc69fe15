package io.sluice.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a frame waits to be durable and told so, under a load that is well below what would go through. */
record FrameAckBench(String row) implements RowBench {
    private static final double SHARE = 0.7;
    private static final double MOST_MILLIS = 500;
    private static final double PERCENTILE = 0.99;

    @Override
    public List<Line> run(Stand stand) {
        List<Reading> readings = new ArrayList<>();
        for (int round = 0; round <= stand.settings().rounds(); round++) {
            stand.dropPacks();
            Disk.settle();
            Reading reading = measured(stand);
            Progress.tell("%s round %d: %.0f ms".formatted(row, round, reading.value()));
            if (round > 0) {
                readings.add(reading);
            }
        }
        stand.dropPacks();
        String what =
                "p99 from when a frame of %,d bytes is due until it is acknowledged, %d streams at %.0f %% of what goes through"
                        .formatted(StoredObjects.SMALL, FramePushBench.CAMERAS, 100 * SHARE);
        return List.of(new Line.Repeated(row, what, Unit.FRAME_LATENCY, readings, Goal.atMostMillis(MOST_MILLIS)));
    }

    /** What goes through is measured right before. */
    private static Reading measured(Stand stand) {
        Endpoint api = stand.api();
        int seconds = stand.settings().frameSeconds();
        CameraLoop.Load most = CameraLoop.Load.unpaced(FramePushBench.CAMERAS, StoredObjects.SMALL, seconds);
        double reached = CameraLoop.run(api, most).work().value();
        Disk.settle();
        CameraLoop.Load paced = new CameraLoop.Load(
                FramePushBench.CAMERAS, StoredObjects.SMALL, SHARE * reached, Duration.ofSeconds(seconds));
        return api.measure(() -> {
            CameraLoop.Outcome outcome = CameraLoop.run(api, paced);
            return new Work(outcome.latencies().millis(PERCENTILE), outcome.frames() / 1e3);
        });
    }
}
