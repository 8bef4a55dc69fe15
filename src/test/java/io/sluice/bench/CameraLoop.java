package io.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Cameras that push frames, all on one thread and out of one buffer, so that they leave the processors to the servers. */
final class CameraLoop implements AutoCloseable {
    private static final int ANSWERS = 64 << 10;
    private static final long STALL_NANOS = 20_000_000_000L;
    private static final long TICK_MILLIS = 2;

    private final Load load;
    private final Selector selector;
    private final List<PushingCamera> cameras = new ArrayList<>();
    private final ByteBuffer answers = ByteBuffer.allocateDirect(ANSWERS);
    private final Latencies latencies = new Latencies();
    private final long began;
    private long lastNews;

    /**
     * What is pushed.
     *
     * @param perSecond frames of all cameras together; 0 for as many as are acknowledged
     */
    record Load(int cameras, int frameBytes, double perSecond, Duration time) {
        static Load unpaced(int cameras, int frameBytes, int seconds) {
            return new Load(cameras, frameBytes, 0, Duration.ofSeconds(seconds));
        }
    }

    /**
     * What became of it.
     *
     * @param frames that are in the store, which is all that were sent
     * @param seconds from the first byte until the last was acknowledged
     * @param latencies of a load that has a pace, from when a frame was due until it was acknowledged
     */
    record Outcome(long frames, double seconds, Latencies latencies) {
        Work work() {
            return Work.requests(frames, seconds);
        }
    }

    private CameraLoop(Endpoint api, Load load) throws IOException {
        this.load = load;
        this.selector = Selector.open();
        FramePart part = new FramePart(load.frameBytes());
        for (int number = 0; number < load.cameras(); number++) {
            cameras.add(new PushingCamera(api.object("cameras/push-" + number + "/frames"), part, selector));
        }
        began = System.nanoTime();
        lastNews = began;
    }

    /** @throws IllegalStateException when a frame was refused, or nothing is acknowledged for a while */
    static Outcome run(Endpoint api, Load load) {
        try (CameraLoop loop = new CameraLoop(api, load)) {
            return loop.run();
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome run() throws IOException {
        sendDue();
        while (System.nanoTime() - began < load.time().toNanos()) {
            turn();
            if (load.perSecond() > 0) {
                sendDue();
            }
        }
        for (PushingCamera camera : cameras) {
            camera.stop();
            camera.send();
        }
        while (!cameras.stream().allMatch(PushingCamera::over)) {
            turn();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long frames = 0;
        for (PushingCamera camera : cameras) {
            camera.check();
            frames += camera.durable();
        }
        return new Outcome(frames, seconds, latencies);
    }

    private void sendDue() throws IOException {
        long now = System.nanoTime();
        for (int number = 0; number < cameras.size(); number++) {
            if (load.perSecond() > 0) {
                cameras.get(number).due(due(number, now));
            }
            cameras.get(number).send();
        }
    }

    /** How many frames of this camera are due. */
    private long due(int number, long now) {
        double before = (now - began) / interval() - (double) number / load.cameras();
        return (long) Math.floor(before) + 1;
    }

    /** When a frame of this camera was due; the cameras take turns. */
    private long dueAt(int number, long frame) {
        return began + (long) ((frame + (double) number / load.cameras()) * interval());
    }

    /** Nanoseconds between two frames of a camera. */
    private double interval() {
        return 1e9 * load.cameras() / load.perSecond();
    }

    private void turn() throws IOException {
        selector.select(this::serve, TICK_MILLIS);
        if (System.nanoTime() - lastNews > STALL_NANOS) {
            throw new IOException("nothing was acknowledged for " + Duration.ofNanos(STALL_NANOS));
        }
    }

    private void serve(SelectionKey key) {
        PushingCamera camera = (PushingCamera) key.attachment();
        try {
            if (key.isReadable()) {
                long before = camera.durable();
                camera.read(answers);
                acknowledged(camera, before);
            }
            camera.send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acknowledged(PushingCamera camera, long before) {
        if (camera.durable() == before) {
            return;
        }
        lastNews = System.nanoTime();
        if (load.perSecond() > 0) {
            int number = cameras.indexOf(camera);
            for (long frame = before; frame < camera.durable(); frame++) {
                latencies.add(lastNews - dueAt(number, frame));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (PushingCamera camera : cameras) {
            camera.close();
        }
        selector.close();
    }
}
