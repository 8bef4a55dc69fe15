package io.sluice.bench;

import io.sluice.bench.Wrk.Keys;
import java.net.URI;
import java.time.Duration;

/**
 * What a service has long behind it that runs for days: the code of a JVM is compiled while it runs, and on two cores that takes
 * some 20 s of processor time for each kind of request. No row is to pay for it.
 */
final class WarmUp {
    private static final String PREFIX = "warm-up/";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Stand stand;
    private final int seconds;

    private WarmUp(Stand stand) {
        this.stand = stand;
        this.seconds = (int) stand.settings().pick(40, 3);
    }

    static void ofObjects(Stand stand) {
        Progress.tell("warm-up of Sluice: objects");
        WarmUp warmUp = new WarmUp(stand);
        warmUp.small();
        warmUp.large();
    }

    static void ofFrames(Stand stand) {
        Progress.tell("warm-up of Sluice: frames");
        WarmUp warmUp = new WarmUp(stand);
        warmUp.pushed();
        warmUp.read();
    }

    /** In turns, so that the disk does not fill. */
    private void pushed() {
        for (int turn = 0; turn < 4; turn++) {
            int frameBytes = turn % 2 == 0 ? StoredObjects.SMALL : 4 << 10;
            CameraLoop.run(
                    stand.api(), CameraLoop.Load.unpaced(FramePushBench.CAMERAS, frameBytes, Math.max(3, seconds / 8)));
            SingleFrameBench.load(stand.api(), Math.max(3, seconds / 8));
            stand.dropPacks();
        }
    }

    private void read() {
        Recording recording = stand.recording();
        Wrk.paths(stand.api().object(""), FrameReadBench.frames(stand), Math.max(3, seconds / 2));
        ReplayBench.replays(stand.api(), recording, (int) stand.settings().pick(100, 1));
    }

    private void small() {
        int keys = (int) stand.settings().pick(20_000, 500);
        stand.fill(PREFIX, keys);
        URI all = stand.sluice().object(PREFIX);
        Wrk.circling(all, new Keys("PUT", keys, StoredObjects.SMALL), seconds);
        Wrk.circling(all, new Keys("GET", keys, 0), seconds);
        URI one = stand.sluice().object(PREFIX + 1);
        Wrk.same(one, seconds / 2);
        HeadLoop.run(one, Duration.ofSeconds(seconds / 2));
    }

    private void large() {
        long size = stand.settings().pick(256, 32) * StoredObjects.MIB;
        int times = (int) stand.settings().pick(8, 1);
        try (Clients clients = new Clients()) {
            for (int i = 0; i < 4; i++) {
                URI uri = stand.sluice().object(PREFIX + "large-" + i);
                clients.start(uri, client -> {
                    for (int time = 0; time < times; time++) {
                        client.put(uri, size);
                        client.get(uri, size);
                    }
                });
            }
            clients.await(PATIENCE);
        }
    }
}
